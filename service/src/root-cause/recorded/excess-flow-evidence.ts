import { isView } from './client-view.ts';
import { excessOf, rowsOfAlert, type AlertRows } from './service-excess.ts';
import type { EvidenceSource, RecordedIncident } from './recorded-incident.ts';

/** A view on a service from its clients repeats what the service says. */
const VIEW_WEIGHT = 0.3;
/** What the alerting service does not call cannot have hurt it but by shared ground. */
const UNREACHED_WEIGHT = 0.3;
/** A node that only passes trouble on still ranks before one that has none. */
const PASSED_ON_WEIGHT = 0.1;

/**
 * Follows what the alert measured from the alerting service down the call graph. The excess of a node is the additional
 * time of its requests, or how many of them failed, in the rows of the alert; a node's own part is what is left when the parts of
 * its callees, divided among their callers, are taken off. Anomaly traversal (Liu et al. 2021, MicroHECL) takes the deepest
 * anomalous node instead, which one noisy callee misleads.
 *
 * Null without an alert on a metric, or without a call graph.
 */
export function excessFlowSource(incident: RecordedIncident): EvidenceSource | null {
  const rows = incident.calls.length > 0 ? rowsOfAlert(incident) : null;
  if (!rows) {
    return null;
  }
  const graph = new CallGraph(incident);
  const excess = new Map(incident.services.map((service) => [service, excessOf(service, incident, rows)]));
  const reached = graph.reachedFrom(rows.service);
  const evidence = incident.services.map((service) => ({
    service,
    kind: 'code' as const,
    metric: rows.metric,
    strength:
      ownPart(service, { graph, excess, rows }) *
      (isView(service) ? VIEW_WEIGHT : 1) *
      (reached.has(service) ? 1 : UNREACHED_WEIGHT),
    trust: 0.95,
  }));
  return { chance: 0.1, evidence };
}

type Excess = ReturnType<typeof excessOf>;

interface Flow {
  readonly graph: CallGraph;
  readonly excess: ReadonlyMap<string, Excess>;
  readonly rows: AlertRows;
}

/** Mean share, over the rows of the alert, of the alerting service's excess that begins in a node. */
function ownPart(service: string, { graph, excess, rows }: Flow): number {
  const total = excess.get(rows.service)!;
  const mine = excess.get(service)!;
  const parts = rows.hot.map((row) => {
    const passedOn = graph.calleesOf(service).reduce((sum, callee) => {
      const callers = graph.callersOf(callee).reduce((all, caller) => all + excess.get(caller)!.amount[row]!, 0);
      return sum + excess.get(callee)!.amount[row]! * ratio(mine.amount[row]!, callers);
    }, 0);
    const own = Math.max(mine.amount[row]! - passedOn, 0);
    const shareOf = (amount: number) => Math.min(ratio(amount, total.amount[row]!), 1);
    const clarity = mine.deviation[row]! / (mine.deviation[row]! + 1);
    return clarity * ((1 - PASSED_ON_WEIGHT) * shareOf(own) + PASSED_ON_WEIGHT * shareOf(mine.amount[row]!));
  });
  return parts.reduce((sum, part) => sum + part, 0) / Math.max(parts.length, 1);
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** Who calls whom among the candidates; views call and are called by nobody but what they show. */
class CallGraph {
  readonly #callees = new Map<string, string[]>();
  readonly #callers = new Map<string, string[]>();

  constructor({ calls, services }: RecordedIncident) {
    const known = new Set(services);
    for (const [caller, callee] of calls) {
      if (known.has(caller) && known.has(callee) && caller !== callee) {
        this.#callees.set(caller, [...(this.#callees.get(caller) ?? []), callee]);
        this.#callers.set(callee, [...(this.#callers.get(callee) ?? []), caller]);
      }
    }
  }

  calleesOf(service: string): string[] {
    return (this.#callees.get(service) ?? []).filter((callee) => !isView(callee));
  }

  callersOf(service: string): string[] {
    return (this.#callers.get(service) ?? []).filter((caller) => !isView(caller));
  }

  reachedFrom(start: string): ReadonlySet<string> {
    const reached = new Set([start]);
    for (const service of reached) {
      for (const callee of this.#callees.get(service) ?? []) {
        reached.add(callee);
      }
    }
    return reached;
  }
}
