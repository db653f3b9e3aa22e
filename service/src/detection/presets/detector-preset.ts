import type { DetectorOptions, IndicatorKind } from '@vigil/contract';

/**
 * A detector that applies wherever its metrics, or logs, exist. In `query`, `$label` is the label that names the service,
 * `$selector` matches the series of all services and `$window` is the rate window.
 */
export interface DetectorPreset {
  id: string;
  title: string;
  kind: IndicatorKind;
  unit: string;
  /** What the query is written in; PromQL unless said. */
  language?: 'logql';
  /** Metrics that must all exist. */
  requires: readonly string[];
  query: string;
  /** Distance between scores, where it is not that of all detectors. */
  stepSeconds?: number;
  options: Partial<DetectorOptions>;
}

/** What a rising ratio, latency or usage must exceed before it is worth anybody's time. */
export const latencyOptions: Partial<DetectorOptions> = {
  direction: 'up',
  minDeviation: 0.1,
  minRelativeDeviation: 0.5,
  dataRange: [0, null],
};

export const errorRatioOptions: Partial<DetectorOptions> = { direction: 'up', minDeviation: 0.05 };

export const trafficOptions: Partial<DetectorOptions> = {
  direction: 'both',
  minDeviation: 0.3,
  minRelativeDeviation: 0.5,
  dataRange: [0, null],
};

/** Share of a counter's increase that carries the given labels; zero, not absent, when none does. */
export function ratioQuery(metric: string, matcher: string): string {
  const part = `sum by ($label) (rate(${metric}{$selector,${matcher}}[$window]))`;
  const whole = `sum by ($label) (rate(${metric}{$selector}[$window]))`;
  return `(${part} or 0 * ${whole}) / ${whole}`;
}

export function rateQuery(metric: string): string {
  return `sum by ($label) (rate(${metric}{$selector}[$window]))`;
}

export function p99Query(histogram: string): string {
  return `histogram_quantile(0.99, sum by ($label, le) (rate(${histogram}_bucket{$selector}[$window])))`;
}
