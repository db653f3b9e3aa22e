import type { IndicatorKind } from '@vigil/contract';

/** One deviating metric of one service. */
export interface Indicator {
  readonly service: string;
  readonly kind: IndicatorKind;
  readonly title: string;
  /** Anomaly score: 1 is the boundary; what is below is ignored. */
  readonly score: number;
  readonly direction: 'up' | 'down';
  readonly onsetMs: number;
  /** Null where the value is gone. */
  readonly value: number | null;
  readonly expected: number | null;
  /** A sentence with values in their unit; without it one is written from the numbers. */
  readonly summary?: string;
}

/** `caller` calls `callee`; `calls` and `errors` were counted in the window, 0 when only the edge is known. */
export interface CallEdge {
  readonly caller: string;
  readonly callee: string;
  readonly calls: number;
  readonly errors: number;
}

export interface Change {
  readonly service: string;
  readonly kind: 'deploy' | 'config';
  readonly atMs: number;
  readonly description: string;
}

/** A template of error or warning lines, against a baseline of the same length. */
export interface LogDelta {
  readonly service: string;
  readonly template: string;
  readonly count: number;
  readonly baselineCount: number;
}

/** What traces say about one service. */
export interface TraceEvidence {
  readonly service: string;
  readonly spans: number;
  /** Typical time that a span spends itself, without waiting for what it calls; the baseline is null when unknown. */
  readonly selfTimeMs: number;
  readonly baselineSelfTimeMs: number | null;
  /** Failed traces whose deepest failing span belongs to this service. */
  readonly errorOrigins: number;
}

/** All evidence about one incident. Everything but `indicators` may be empty. */
export interface RankingInput {
  readonly indicators: readonly Indicator[];
  readonly edges: readonly CallEdge[];
  readonly changes: readonly Change[];
  readonly logs: readonly LogDelta[];
  readonly traces: readonly TraceEvidence[];
}
