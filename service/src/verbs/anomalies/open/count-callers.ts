import type { TopologyEdge } from '../../../context.ts';

/** Tells how many services call a service, directly or through others. */
export function callerCounter(edges: readonly TopologyEdge[]): (service: string) => number {
  const callersOf = Map.groupBy(edges, ({ callee }) => callee);
  const known = new Map<string, number>();
  return (service) => {
    const count = known.get(service) ?? reachedFrom(service, callersOf).size - 1;
    known.set(service, count);
    return count;
  };
}

function reachedFrom(service: string, callersOf: ReadonlyMap<string, TopologyEdge[]>): Set<string> {
  const reached = new Set([service]);
  for (const each of reached) {
    for (const { caller } of callersOf.get(each) ?? []) {
      reached.add(caller);
    }
  }
  return reached;
}
