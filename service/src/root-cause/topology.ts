import type { CallEdge } from './ranking-input.ts';

/** A service that can be reached along calls, and the services on the way, ending with it. */
export interface Reach {
  readonly service: string;
  readonly path: readonly string[];
}

const MAX_HOPS = 3;

/** Who calls whom. Unknown services have no neighbours. */
export class Topology {
  readonly #callees = new Map<string, Set<string>>();
  readonly #callers = new Map<string, Set<string>>();

  constructor(edges: readonly CallEdge[]) {
    for (const { caller, callee } of edges) {
      if (caller !== callee) {
        link(this.#callees, caller, callee);
        link(this.#callers, callee, caller);
      }
    }
  }

  /** What a service calls, directly or through others, nearest first. */
  calleesOf(service: string): Reach[] {
    return reachable(this.#callees, service);
  }

  /** What calls a service, directly or through others, nearest first. */
  callersOf(service: string): Reach[] {
    return reachable(this.#callers, service);
  }

  knows(service: string): boolean {
    return this.#callees.has(service) || this.#callers.has(service);
  }

  /** Groups of the given services that are linked by calls among themselves, whatever the direction. */
  components(services: ReadonlySet<string>): ReadonlyMap<string, number> {
    const componentOf = new Map<string, number>();
    let component = 0;
    for (const service of services) {
      if (!componentOf.has(service)) {
        this.#spread(service, services, component++, componentOf);
      }
    }
    return componentOf;
  }

  #spread(start: string, services: ReadonlySet<string>, component: number, componentOf: Map<string, number>): void {
    const pending = [start];
    for (let service = pending.pop(); service !== undefined; service = pending.pop()) {
      if (services.has(service) && !componentOf.has(service)) {
        componentOf.set(service, component);
        pending.push(...(this.#callees.get(service) ?? []), ...(this.#callers.get(service) ?? []));
      }
    }
  }
}

function link(neighbours: Map<string, Set<string>>, from: string, to: string): void {
  const known = neighbours.get(from) ?? new Set<string>();
  neighbours.set(from, known.add(to));
}

function reachable(neighbours: ReadonlyMap<string, ReadonlySet<string>>, start: string): Reach[] {
  const found: Reach[] = [];
  const visited = new Set([start]);
  let frontier: Reach[] = [{ service: start, path: [] }];
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    frontier = frontier.flatMap(({ service, path }) =>
      [...(neighbours.get(service) ?? [])]
        .filter((next) => !visited.has(next))
        .map((next) => {
          visited.add(next);
          return { service: next, path: [...path, next] };
        })
    );
    found.push(...frontier);
  }
  return found;
}
