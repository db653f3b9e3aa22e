import type { CallEdge, Change, LogDelta, RankingInput, TraceEvidence } from './ranking-input.ts';

/** What one source of evidence says against a service: how strongly, 0..1, and in words. */
export interface Testimony {
  readonly strength: number;
  readonly reason: string;
}

const CERTAIN_ORIGINS = 5;
const CERTAIN_SPANS = 10;
const SLOWER_FROM = 1.5;
const FAILING_FROM = 0.05;
const ELEVATED_FROM = 2;
const MINUTE_MS = 60_000;
/** A deploy blamed for what follows within the hour; clocks and scrapes may put it a little later. */
const CHANGE_LEAD_MS = 60 * MINUTE_MS;
const CHANGE_LAG_MS = 2 * MINUTE_MS;
const CHANGE_DECAY_MS = 20 * MINUTE_MS;
/** A change is named as the cause from this strength on, which it has for ten minutes. */
const BLAMED_FROM = Math.exp(-0.5);
/** Sampling may show a change this much after the trouble that it brought. */
const SAMPLING_MS = MINUTE_MS;

/** Where failed traces fail deepest. */
export function errorOriginTestimony(service: string, traces: readonly TraceEvidence[]): Testimony | null {
  const total = traces.reduce((sum, trace) => sum + trace.errorOrigins, 0);
  const own = sumOf(traces, service, (trace) => trace.errorOrigins);
  if (own === 0) {
    return null;
  }
  return {
    strength: (own / total) * (total / (total + CERTAIN_ORIGINS)),
    reason: `${own} of ${total} failed traces fail deepest in ${service}`,
  };
}

/** Where additional time is spent, waiting for others left out. */
export function selfTimeTestimony(service: string, traces: readonly TraceEvidence[]): Testimony | null {
  const own = traces.find((trace) => trace.service === service);
  const added = own ? addedTimeMs(own) : 0;
  if (!own || added === 0) {
    return null;
  }
  const total = traces.reduce((sum, trace) => sum + addedTimeMs(trace), 0);
  const percent = Math.round((added / total) * 100);
  return {
    strength: (added / total) * (own.spans / (own.spans + CERTAIN_SPANS)),
    reason:
      `${percent} % of the additional time is spent in ${service} itself: ` +
      `${formatMs(own.selfTimeMs)} instead of ${formatMs(own.baselineSelfTimeMs ?? 0)} per span`,
  };
}

/** Calls to the service fail that it does not merely pass on from what it calls itself. */
export function failedCallsTestimony(service: string, edges: readonly CallEdge[]): Testimony | null {
  const incoming = edges.filter((edge) => edge.callee === service && edge.caller !== service && edge.calls > 0);
  const calls = incoming.reduce((sum, edge) => sum + edge.calls, 0);
  const errors = incoming.reduce((sum, edge) => sum + edge.errors, 0);
  const rate = calls > 0 ? errors / calls : 0;
  if (rate < FAILING_FROM) {
    return null;
  }
  const passedOn = edges
    .filter((edge) => edge.caller === service && edge.calls > 0)
    .reduce((sum, edge) => sum + edge.errors, 0);
  const own = Math.max(0, 1 - passedOn / errors);
  return {
    strength: own * Math.min(1, 2 * rate) * (calls / (calls + CERTAIN_SPANS)),
    reason: `${errors} of ${calls} calls to ${service} fail`,
  };
}

/** Error and warning lines that are new or much more frequent. */
export function logTestimony(service: string, logs: readonly LogDelta[]): Testimony | null {
  const elevated = logs
    .filter((log) => log.service === service && log.count >= ELEVATED_FROM * Math.max(1, log.baselineCount))
    .toSorted((a, b) => logSurprise(b) - logSurprise(a));
  const [worst] = elevated;
  if (!worst) {
    return null;
  }
  const before = worst.baselineCount === 0 ? 'never seen before' : `${worst.baselineCount} before`;
  return {
    strength: 1 - Math.exp(-logSurprise(worst) / 3),
    reason: `logs "${worst.template}" ${worst.count} times (${before})`,
  };
}

/** The latest change of the service in the hour before its trouble began. */
export function changeTestimony(
  service: string,
  changes: readonly Change[],
  onsetMs: number
): (Testimony & { readonly change: Change }) | null {
  const [latest] = changes
    .filter((change) => change.service === service)
    .filter(({ atMs }) => atMs >= onsetMs - CHANGE_LEAD_MS && atMs <= onsetMs + CHANGE_LAG_MS)
    .toSorted((a, b) => b.atMs - a.atMs);
  if (!latest) {
    return null;
  }
  const leadMs = Math.max(0, onsetMs - latest.atMs);
  return {
    strength: Math.exp(-leadMs / CHANGE_DECAY_MS),
    reason: `${latest.description}, ${describeLead(leadMs)} before its trouble began`,
    change: latest,
  };
}

/** Whether a change came so shortly before the trouble that it accounts for it. */
export function isBlamed({ strength, change }: Testimony & { readonly change: Change }, onsetMs: number): boolean {
  return strength >= BLAMED_FROM && change.atMs <= onsetMs + SAMPLING_MS;
}

/** Every service that any evidence names. */
export function namedServices({ indicators, edges, traces }: RankingInput): Set<string> {
  return new Set([
    ...indicators.map((indicator) => indicator.service),
    ...edges.flatMap((edge) => [edge.caller, edge.callee]),
    ...traces.map((trace) => trace.service),
  ]);
}

function addedTimeMs({ spans, selfTimeMs, baselineSelfTimeMs }: TraceEvidence): number {
  return baselineSelfTimeMs !== null && selfTimeMs >= SLOWER_FROM * baselineSelfTimeMs
    ? spans * (selfTimeMs - baselineSelfTimeMs)
    : 0;
}

function logSurprise({ count, baselineCount }: LogDelta): number {
  return Math.log2((count + 1) / (baselineCount + 1)) + (baselineCount === 0 ? 1 : 0);
}

function sumOf<Item extends { service: string }>(
  items: readonly Item[],
  service: string,
  amount: (item: Item) => number
): number {
  return items.filter((item) => item.service === service).reduce((sum, item) => sum + amount(item), 0);
}

function describeLead(leadMs: number): string {
  return leadMs < 2 * MINUTE_MS ? `${Math.round(leadMs / 1000)} s` : `${Math.round(leadMs / MINUTE_MS)} min`;
}

function formatMs(durationMs: number): string {
  return durationMs >= 1000
    ? `${(durationMs / 1000).toFixed(1)} s`
    : `${durationMs.toFixed(durationMs < 10 ? 1 : 0)} ms`;
}
