import {
  errorRatioOptions,
  latencyOptions,
  p99Query,
  ratioQuery,
  rateQuery,
  trafficOptions,
} from './detector-preset.ts';
import type { DetectorPreset } from './detector-preset.ts';

interface SpanMetricNames {
  readonly id: string;
  readonly title: string;
  readonly calls: string;
  readonly duration: string;
  readonly unit: string;
  /** The options of latencies are in seconds. */
  readonly minDeviation: number;
}

/** What traces say by their number: the metrics that Tempo's generator and the collector's connector make of spans. */
const generators: readonly SpanMetricNames[] = [
  {
    id: 'tempo-spans',
    title: 'Spans',
    calls: 'traces_spanmetrics_calls_total',
    duration: 'traces_spanmetrics_latency',
    unit: 's',
    minDeviation: 0.1,
  },
  {
    id: 'collector-spans',
    title: 'Spans',
    calls: 'traces_span_metrics_calls_total',
    duration: 'traces_span_metrics_duration_milliseconds',
    unit: 'ms',
    minDeviation: 100,
  },
];

export const spanMetricPresets: readonly DetectorPreset[] = generators.flatMap(presetsOf);

function presetsOf({ id, title, calls, duration, unit, minDeviation }: SpanMetricNames): DetectorPreset[] {
  return [
    {
      id: `${id}-latency`,
      title: `${title}: latency p99`,
      kind: 'latency',
      unit,
      requires: [`${duration}_bucket`],
      query: p99Query(duration),
      options: { ...latencyOptions, minDeviation },
    },
    {
      id: `${id}-errors`,
      title: `${title}: error ratio`,
      kind: 'errors',
      unit: 'ratio',
      requires: [calls],
      query: ratioQuery(calls, 'status_code="STATUS_CODE_ERROR"'),
      options: errorRatioOptions,
    },
    {
      id: `${id}-rate`,
      title: `${title}: rate`,
      kind: 'traffic',
      unit: 'spans/s',
      requires: [calls],
      query: rateQuery(calls),
      options: { ...trafficOptions, signal: 'trace' },
    },
  ];
}
