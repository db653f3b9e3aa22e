import type { RecordedIncident, RecordedSpan } from './recorded-incident.ts';
import { incidentStepMs } from './incident-window.ts';

/** A span with those it is the parent of. */
export interface SpanNode {
  readonly span: RecordedSpan;
  readonly children: SpanNode[];
}

export interface SpanForest {
  /** Of traces from the normal recording and the lead-in. */
  readonly usual: readonly SpanNode[];
  /** Of traces that began in the incident. */
  readonly during: readonly SpanNode[];
}

/** Links spans with their children; traces that began in the incident's first step but before it are in neither part. */
export function growForest(incident: RecordedIncident): SpanForest {
  const stepMs = incidentStepMs(incident);
  const startsMs = traceStarts(incident.observed.spans);
  const observed = link(incident.observed.spans);
  return {
    usual: [...link(incident.normal.spans), ...observed.filter(({ span }) => startsMs.get(span.traceId)! < stepMs)],
    during: observed.filter(({ span }) => startsMs.get(span.traceId)! >= incident.abnormalFromMs),
  };
}

function traceStarts(spans: readonly RecordedSpan[]): Map<string, number> {
  const startsMs = new Map<string, number>();
  for (const { traceId, startMs } of spans) {
    startsMs.set(traceId, Math.min(startMs, startsMs.get(traceId) ?? Infinity));
  }
  return startsMs;
}

function link(spans: readonly RecordedSpan[]): SpanNode[] {
  const nodes = spans.map((span) => ({ span, children: [] as SpanNode[] }));
  const byId = new Map(nodes.map((node) => [node.span.spanId, node]));
  for (const node of nodes) {
    byId.get(node.span.parentId)?.children.push(node);
  }
  return nodes;
}
