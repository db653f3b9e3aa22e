/** Samples of metrics on one time axis. */
export interface MetricTable {
  readonly timesMs: Float64Array;
  /** `<subject>|<metric>` → a sample for each time, NaN where there is none. A subject is a service or an edge `caller->callee`. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

export interface RecordedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the root of a trace. */
  readonly parentId: string;
  readonly service: string;
  readonly operation: string;
  readonly startMs: number;
  readonly durationMs: number;
}

export interface RecordedLine {
  readonly timeMs: number;
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly text: string;
}

/** What was recorded in a stretch of time; traces and logs may be missing. */
export interface Recording {
  readonly metrics: MetricTable;
  readonly spans: readonly RecordedSpan[];
  readonly lines: readonly RecordedLine[];
}

/** An incident after the fact: what was usual, and what was recorded shortly before and during it. */
export interface RecordedIncident {
  /** The candidates. */
  readonly services: readonly string[];
  readonly stepMs: number;
  /** Samples of the step this falls into, and later ones, belong to the incident. */
  readonly abnormalFromMs: number;
  /** What was seen to break; the metric is one of the service's. */
  readonly alert: { readonly service: string; readonly metric: string | null } | null;
  /** Who calls whom, caller first, where it is known apart from traces. */
  readonly calls: ReadonlyArray<readonly [string, string]>;
  readonly normal: Recording;
  readonly observed: Recording;
}

/** What is wrong with the one held responsible. */
export type FaultKind = 'cpu' | 'mem' | 'network' | 'code';

export interface Evidence {
  readonly service: string;
  readonly kind: FaultKind;
  /** What it was seen in: a metric, an operation or a log template. */
  readonly metric: string;
  /** At least 0; comparable within one source only. */
  readonly strength: number;
  /** How far it is to be believed when nothing else of its source stands out, 0..1. */
  readonly trust: number;
}

/** One way of looking at an incident. */
export interface EvidenceSource {
  /** Strength that is as likely chance as not. */
  readonly chance: number;
  readonly evidence: readonly Evidence[];
}
