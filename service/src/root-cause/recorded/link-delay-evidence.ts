import { median } from '../../detectors/robust-statistics.ts';
import { incidentStepMs, splitSamples } from './incident-window.ts';
import { parseColumn, parseEdge, roleOf } from './metric-name.ts';
import type { EvidenceSource, RecordedIncident } from './recorded-incident.ts';
import type { SpanForest, SpanNode } from './span-forest.ts';

const MIN_USUAL = 5;
const MIN_DURING = 3;

/** How long calls spent between caller and callee, in ms, by `caller->callee`. */
type LinkTimes = Map<string, number[]>;

/**
 * Time that calls spend under way: how long the caller waits less how long the callee works, from spans or from metrics of both
 * ends. A slow network of one service delays all of its links, of a neighbour's only the one between them, so a service
 * stands for the mean additional time of its links.
 */
export function linkDelaySource(incident: RecordedIncident, forest: SpanForest): EvidenceSource {
  const [usual, during] =
    forest.during.length > 0 ? [spanGaps(forest.usual), spanGaps(forest.during)] : metricGaps(incident);
  const extraMs = new Map<string, number[]>();
  for (const [link, times] of during) {
    const before = usual.get(link) ?? [];
    if (before.length >= MIN_USUAL && times.length >= MIN_DURING) {
      const extra = median(times) - median(before);
      for (const service of parseEdge(link)!) {
        extraMs.set(service, [...(extraMs.get(service) ?? []), extra]);
      }
    }
  }
  const evidence = [...extraMs].map(([service, extras]) => ({
    service,
    kind: 'network' as const,
    metric: 'link latency',
    strength: Math.max(extras.reduce((sum, each) => sum + each, 0) / extras.length, 0),
  }));
  return { chance: 15, trust: 0.9, evidence };
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
