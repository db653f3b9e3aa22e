import type { Labels } from '@vigil/contract';
import type { SourceHealth } from './source-health.ts';

export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** One metric series as columns; NaN where the source had no finite number. */
export interface MetricSeries {
  labels: Labels;
  timestampsMs: Float64Array;
  values: Float64Array;
}

export interface InstantSample {
  labels: Labels;
  timestampMs: number;
  value: number;
}

/** Anything that answers PromQL: Prometheus, Mimir, VictoriaMetrics, Thanos. */
export interface MetricsSource {
  readonly health: SourceHealth;
  queryInstant(query: string, atMs: number, signal?: AbortSignal): Promise<InstantSample[]>;
  /** All samples of the range however long it is: split into as many requests as the source's point limit needs. */
  queryRange(query: string, range: TimeRange, stepSeconds: number, signal?: AbortSignal): Promise<MetricSeries[]>;
  labelValues(label: string, matchers: readonly string[], range: TimeRange, signal?: AbortSignal): Promise<string[]>;
  probe(signal?: AbortSignal): Promise<void>;
}

export interface LogLine {
  timestampMs: number;
  line: string;
  labels: Labels;
}

export interface LogLines {
  lines: LogLine[];
  /** True when the source held back lines because of the limit. */
  truncated: boolean;
}

export interface LogsSource {
  readonly health: SourceHealth;
  /** The newest `limit` lines of the range, oldest first. */
  queryRange(query: string, range: TimeRange, limit: number, signal?: AbortSignal): Promise<LogLines>;
  /** What a LogQL metric query, one that counts or measures lines, answers at each step of the range. */
  queryMetricRange(query: string, range: TimeRange, stepSeconds: number, signal?: AbortSignal): Promise<MetricSeries[]>;
  /** The oldest line of the range, null when there is none. */
  oldest(query: string, range: TimeRange, signal?: AbortSignal): Promise<LogLine | null>;
  /** How many bytes a query of these streams would have to read, without reading them. */
  volumeBytes(selector: string, range: TimeRange, signal?: AbortSignal): Promise<number>;
  labelNames(range: TimeRange, signal?: AbortSignal): Promise<string[]>;
  labelValues(label: string, range: TimeRange, signal?: AbortSignal): Promise<string[]>;
  probe(signal?: AbortSignal): Promise<void>;
}

export interface Span {
  spanId: string;
  parentSpanId: string | null;
  service: string;
  operation: string;
  startMs: number;
  durationMs: number;
  failed: boolean;
}

export interface Trace {
  traceId: string;
  spans: Span[];
}

export interface TraceSearch {
  service: string;
  range: TimeRange;
  limit: number;
  onlyFailed?: boolean;
}

export interface CallEdge {
  caller: string;
  callee: string;
  calls: number;
  errors: number;
}

export interface TracesSource {
  readonly health: SourceHealth;
  services(range: TimeRange, signal?: AbortSignal): Promise<string[]>;
  search(search: TraceSearch, signal?: AbortSignal): Promise<Trace[]>;
  /** Who called whom, as far as the source keeps it; empty when it keeps no service graph. */
  dependencies(range: TimeRange, signal?: AbortSignal): Promise<CallEdge[]>;
  probe(signal?: AbortSignal): Promise<void>;
}

/** Everything that Vigil reads. A source that is not configured is null. */
export interface Telemetry {
  metrics: MetricsSource | null;
  logs: LogsSource | null;
  traces: TracesSource | null;
}
