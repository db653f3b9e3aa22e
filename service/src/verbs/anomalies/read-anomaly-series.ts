import type { ScoredSeries } from '@vigil/contract';
import { notFound } from '../../errors.ts';
import { findAnomaly } from '../../storage/repositories/anomalies.ts';
import { watchedKeyOf } from '../../storage/repositories/predictions.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import type { TimeRange } from '../../telemetry/telemetry.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import { detectorOf } from './detector-of.ts';

const leadMs = 30 * 60_000;
const trailMs = 10 * 60_000;

export interface AnomalySeriesRequest {
  from?: Date;
  to?: Date;
  maxDataPoints: number;
}

/** The anomaly's series with its band and scores: from half an hour before it until ten minutes after, unless asked otherwise. */
export async function readAnomalySeries(
  context: DetectionContext,
  id: string,
  request: AnomalySeriesRequest
): Promise<ScoredSeries> {
  const row = await findAnomaly(context.database, id);
  if (row === undefined) {
    throw notFound('anomaly', id);
  }
  if (context.scoreRange === null) {
    throw noMetricsSource();
  }
  const detector = detectorOf(context, row);
  const range = rangeOf(row, request, context.clock.now());
  const { series } = await context.scoreRange(detector, range, request.maxDataPoints);
  const found = series.find(({ seriesKey }) => seriesKey === watchedKeyOf(row.seriesKey));
  const { hasModel: _hasModel, ...columns } = found ?? noSamples(row);
  return { ...columns, detectorId: row.detectorId, unit: row.unit };
}

function rangeOf(row: AnomalyRow, { from, to }: AnomalySeriesRequest, now: Date): TimeRange {
  const latestMs = now.getTime();
  const endMs = row.endedAt === null ? latestMs : row.endedAt.getTime() + trailMs;
  return {
    fromMs: from?.getTime() ?? row.onsetAt.getTime() - leadMs,
    toMs: Math.min(latestMs, to?.getTime() ?? endMs),
  };
}

function noSamples({ seriesKey, service, labels }: AnomalyRow) {
  return {
    seriesKey,
    service,
    labels,
    timestampsMs: [],
    values: [],
    expected: [],
    lower: [],
    upper: [],
    scores: [],
    hasModel: false,
  };
}
