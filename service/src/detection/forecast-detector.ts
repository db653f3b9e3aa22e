import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { DetectorDefinition, Labels } from '@vigil/contract';
import { forecast } from '../detectors/index.ts';
import type { Forecast } from '../detectors/index.ts';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import { seriesKeyOf } from './series-key.ts';

export interface ForecastRequest {
  metrics: MetricsSource;
  detector: DetectorDefinition;
  nowMs: number;
  horizonMs: number;
  /** Share of actual values that should lie in the interval. */
  coverage: number;
  /** Empty for all services. */
  service: string;
  maxSeries: number;
}

export interface ForecastSeries {
  key: string;
  service: string;
  labels: Labels;
  lastValue: number;
  /** Null when there is too little history. */
  ahead: Forecast | null;
}

export interface DetectorForecast {
  series: ForecastSeries[];
  found: number;
}

const historyPoints = 800;

/** Continues the series of a detector from its training window. */
export async function forecastDetector(request: ForecastRequest): Promise<DetectorForecast> {
  const { metrics, detector, nowMs, horizonMs, coverage, service, maxSeries } = request;
  const windowSeconds = detector.options.trainingWindowSeconds;
  const stepSeconds =
    Math.max(1, Math.ceil(windowSeconds / historyPoints / detector.stepSeconds)) * detector.stepSeconds;
  const stepMs = stepSeconds * 1000;
  const toMs = Math.floor(nowMs / stepMs) * stepMs;
  const history = await metrics.queryRange(detector.query, { fromMs: toMs - windowSeconds * 1000, toMs }, stepSeconds);
  const matching = history.filter(({ labels }) => isOf(labels[detector.serviceLabel], service));
  const series: ForecastSeries[] = [];
  for (const { labels, timestampsMs, values } of matching.slice(0, maxSeries)) {
    const lagMs = nowMs - (timestampsMs.at(-1) ?? nowMs);
    series.push({
      key: seriesKeyOf(detector.id, labels),
      service: labels[detector.serviceLabel]!,
      labels,
      lastValue: values.findLast(Number.isFinite) ?? Number.NaN,
      ahead: forecast({ timestampsMs, values }, horizonMs + lagMs, {
        coverage,
        seasonsMs: detector.options.seasonsSeconds.map((seconds) => seconds * 1000),
      }),
    });
    await yieldToOthers();
  }
  return { series, found: matching.length };
}

function isOf(name: string | undefined, service: string): boolean {
  return name !== undefined && name !== '' && (service === '' || name === service);
}
