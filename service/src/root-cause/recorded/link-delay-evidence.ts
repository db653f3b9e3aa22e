import { median } from '../../detectors/robust-statistics.ts';
import { incidentStepMs, splitSamples } from './incident-window.ts';
import { parseColumn, parseEdge, roleOf } from './metric-name.ts';
import type { EvidenceSource, RecordedIncident } from './recorded-incident.ts';
import type { SpanForest, SpanNode } from './span-forest.ts';

const MIN_USUAL = 3;
/** As many calls as this count half: a few calls may have been slow by chance. */
const HALF_CALLS = 2;

/** How long calls spent between caller and callee, in ms, by `caller->callee`. */
type LinkTimes = Map<string, number[]>;

/** Additional time of the calls to a service, and of all of its links. */
interface Delays {
  readonly incoming: number[];
  readonly all: number[];
}

/**
 * Time that calls spend under way: how long the caller waits less how long the callee works, from spans or from metrics of both
 * ends. A slow network of one service delays all of its links, of a neighbour's only the one between them, so a service
 * stands for the mean additional time of its links; calls to it count twice, for a callee that is slow to answer delays
 * those only.
 */
export function linkDelaySource(incident: RecordedIncident, forest: SpanForest): EvidenceSource {
  const [usual, during] =
    forest.during.length > 0 ? [spanGaps(forest.usual), spanGaps(forest.during)] : metricGaps(incident);
  const evidence = [...delaysOf(usual, during)].map(([service, { incoming, all }]) => ({
    service,
    kind: 'network' as const,
    metric: 'link latency',
    strength: Math.max((mean(incoming.length > 0 ? incoming : all) + mean(all)) / 2, 0),
    trust: 0.9,
  }));
  return { chance: 15, evidence };
}

function delaysOf(usual: LinkTimes, during: LinkTimes): Map<string, Delays> {
  const delays = new Map<string, Delays>();
  const usualMs = usualTimes(usual);
  const typicalMs = median([...usualMs.values()]);
  for (const [link, times] of during) {
    const extraMs = (median(times) - (usualMs.get(link) ?? typicalMs)) * (times.length / (times.length + HALF_CALLS));
    if (!Number.isNaN(extraMs)) {
      const [caller, callee] = parseEdge(link)!;
      delaysFor(delays, caller).all.push(extraMs);
      delaysFor(delays, callee).all.push(extraMs);
      delaysFor(delays, callee).incoming.push(extraMs);
    }
  }
  return delays;
}

/** Of the links that are known well enough; another is expected to be as quick as they are. */
function usualTimes(usual: LinkTimes): Map<string, number> {
  const known = [...usual].filter(([, times]) => times.length >= MIN_USUAL);
  return new Map(known.map(([link, times]) => [link, median(times)]));
}

function delaysFor(delays: Map<string, Delays>, service: string): Delays {
  const known = delays.get(service) ?? { incoming: [], all: [] };
  delays.set(service, known);
  return known;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function spanGaps(nodes: readonly SpanNode[]): LinkTimes {
  const gaps: LinkTimes = new Map();
  for (const { span, children } of nodes) {
    for (const { span: called } of children) {
      if (called.service !== span.service) {
        append(gaps, `${span.service}->${called.service}`, span.durationMs - called.durationMs);
      }
    }
  }
  return gaps;
}

/** From columns `caller->callee|<name>source<unit>` and `…destination…`, in seconds. */
function metricGaps(incident: RecordedIncident): [LinkTimes, LinkTimes] {
  const usual: LinkTimes = new Map();
  const during: LinkTimes = new Map();
  const { normal, observed } = incident;
  for (const column of observed.metrics.columns.keys()) {
    const { subject, metric } = parseColumn(column);
    if (parseEdge(subject) && roleOf(metric) === 'latency' && metric.includes('source')) {
      const other = column.replace('source', 'destination');
      const { before, during: inside } = splitSamples(
        observed.metrics,
        difference(observed.metrics.columns.get(column), observed.metrics.columns.get(other)),
        incidentStepMs(incident)
      );
      usual.set(subject, [
        ...difference(normal.metrics.columns.get(column), normal.metrics.columns.get(other)).filter(
          (value) => !Number.isNaN(value)
        ),
        ...before,
      ]);
      during.set(subject, [...inside]);
    }
  }
  return [usual, during];
}

const MS = 1000;

function difference(left: Float64Array = new Float64Array(), right: Float64Array = new Float64Array()): Float64Array {
  return left.map((value, row) => (value - (right[row] ?? Number.NaN)) * MS);
}

function append(times: LinkTimes, link: string, value: number): void {
  const known = times.get(link);
  if (known) {
    known.push(value);
  } else {
    times.set(link, [value]);
  }
}
