import type { DetectorDefinition, NamedSeries, VigilQuery } from '@vigil/contract';
import { forecastDetector } from '../../detection/forecast-detector.ts';
import type { DetectorForecast, ForecastSeries } from '../../detection/forecast-detector.ts';
import { ServiceError } from '../../errors.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import { chosenValues } from './chosen-values.ts';
import type { QueryAnswer, QueryScope } from './run-queries.ts';

const coverage = 0.95;
const maxSeries = 20;

/** What is to come of the series of one detector: expected, and where 95 % of the values will lie. */
export async function queryForecast(
  { telemetry, catalog, clock }: DetectionContext,
  { detectorId, service, horizonSeconds }: VigilQuery,
  { range }: QueryScope
): Promise<QueryAnswer> {
  if (telemetry.metrics === null) {
    throw noMetricsSource();
  }
  const detector = catalog.find(detectorId);
  if (detector === undefined) {
    throw unknownDetector(detectorId);
  }
  const nowMs = clock.now().getTime();
  const endMs = Math.max(range.toMs, nowMs + horizonSeconds * 1000);
  const request = {
    metrics: telemetry.metrics,
    detector,
    nowMs,
    horizonMs: endMs - nowMs,
    coverage,
    service: chosenService(service),
    maxSeries,
  };
  const answer = await forecastDetector(request);
  return { series: answer.series.flatMap((series) => toSeries(series, detector)), notice: noticeOf(answer) };
}

/** A forecast is of one service or of all; several are as all. */
function chosenService(filter: string): string {
  const [service = '', ...others] = chosenValues(filter);
  return others.length === 0 ? service : '';
}

function unknownDetector(detectorId: string): ServiceError {
  if (detectorId !== '') {
    return new ServiceError('not-found', `there is no detector ${detectorId}; it may not have found its metrics`);
  }
  const message = 'must name a detector: choose which metric is to be forecast';
  return new ServiceError('invalid-request', `the field detectorId ${message}`, {
    errors: [{ field: 'detectorId', message }],
  });
}

function toSeries({ labels, service, ahead }: ForecastSeries, detector: DetectorDefinition): NamedSeries[] {
  if (ahead === null) {
    return [];
  }
  const [low, high] = detector.options.dataRange;
  const possible = (value: number): number => Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value));
  return (['expected', 'lower', 'upper'] as const).map((name) => ({
    name,
    labels: { ...labels, service, detector: detector.id },
    unit: detector.unit,
    timestampsMs: [...ahead.timestampsMs],
    values: Array.from(ahead[name], possible),
  }));
}

function noticeOf({ series, found }: DetectorForecast): string | null {
  const unknown = series.filter(({ ahead }) => ahead === null).length;
  const parts = [
    found > series.length ? `Only ${series.length} of ${found} series are forecast; choose a service.` : '',
    unknown > 0 ? `${unknown} of ${series.length} series have too little history for a forecast.` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}
