import { notFound, ServiceError } from '../../errors.ts';
import { listIntervals } from '../../storage/repositories/anomalies.ts';
import type { ScoredColumns } from '../../detection/score-range.ts';
import type { TimeRange } from '../../telemetry/telemetry.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';

/** `history`: what was usual. `anomaly`: what was not, unless somebody called it noise or known. */
export const datasetParts = ['history', 'anomaly'] as const;
export type DatasetPart = (typeof datasetParts)[number];

export interface DatasetRequest {
  part: DatasetPart;
  /** The key of one series; all without it. */
  series?: string;
  from?: Date;
  to?: Date;
}

export interface DatasetRow {
  timestampMs: number;
  value: number;
  score: number | null;
  seriesKey: string;
}

const maxSeries = 200;
const maxPoints = 11_000;

/**
 * The samples that a detector is trained on, or those that it must not learn from, with the scores of the model that it
 * has now. Over the training window unless asked otherwise. Throws `not-found`, and `invalid-request` when it has too
 * many series to give all at once.
 */
export async function readDataset(
  context: DetectionContext,
  detectorId: string,
  { part, series, from, to }: DatasetRequest
): Promise<DatasetRow[]> {
  const { catalog, clock, database, scoreRange } = context;
  const detector = catalog.find(detectorId);
  if (detector === undefined) {
    throw notFound('detector', detectorId);
  }
  if (scoreRange === null) {
    throw noMetricsSource();
  }
  const toMs = (to ?? clock.now()).getTime();
  const range = { fromMs: from?.getTime() ?? toMs - detector.options.trainingWindowSeconds * 1000, toMs };
  checkOrder(range);
  const scored = (await scoreRange(detector, range, maxPoints)).series.filter(
    ({ seriesKey }) => series === undefined || seriesKey === series
  );
  checkCount(scored.length);
  const intervals = Map.groupBy(await listIntervals(database, detectorId, range), ({ seriesKey }) => seriesKey);
  return scored.flatMap((columns) => {
    const anomalous = intervals.get(columns.seriesKey) ?? [];
    return rowsOf(columns).filter(
      ({ timestampMs }) => (part === 'anomaly') === anomalous.some((interval) => contains(interval, timestampMs))
    );
  });
}

function rowsOf({ seriesKey, timestampsMs, values, scores }: ScoredColumns): DatasetRow[] {
  return timestampsMs.flatMap((timestampMs, index) => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ timestampMs, value, score: scores[index] ?? null, seriesKey }];
  });
}

function contains({ onsetAt, endedAt }: { onsetAt: Date; endedAt: Date | null }, timestampMs: number): boolean {
  return timestampMs >= onsetAt.getTime() && (endedAt === null || timestampMs <= endedAt.getTime());
}

function checkOrder({ fromMs, toMs }: TimeRange): void {
  if (fromMs >= toMs) {
    const message = 'is not after from';
    throw new ServiceError('invalid-request', `to ${message}`, { errors: [{ field: 'to', message }] });
  }
}

function checkCount(count: number): void {
  if (count > maxSeries) {
    const message = `is needed: the detector has ${count} series, at most ${maxSeries} come at once`;
    throw new ServiceError('invalid-request', `series ${message}`, { errors: [{ field: 'series', message }] });
  }
}
