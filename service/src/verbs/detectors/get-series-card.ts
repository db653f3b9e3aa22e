import type { BoundaryAt, DetectorDefinition, SeriesCard } from '@vigil/contract';
import { cardAt } from '../../detection/contract-shapes.ts';
import { notFound } from '../../errors.ts';
import { listAcceptedLevels, toAcceptedLevel } from '../../storage/repositories/accepted-levels.ts';
import { listAudit } from '../../storage/repositories/detector-audit.ts';
import { listModelStamps } from '../../storage/repositories/models.ts';
import { listMutesInForce, toMute } from '../../storage/repositories/mutes.ts';
import { findSeriesSummary } from '../../storage/repositories/series-state.ts';
import { listTrainingRuns } from '../../storage/repositories/training-runs.ts';
import { listVerdictsOfSeries } from '../../storage/repositories/verdicts.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';
import type { DetectionContext } from '../detection-context.ts';
import { readStandings } from '../feedback/read-standings.ts';
import { covers } from '../mutes/apply-mutes.ts';
import { explainQuality } from './explain-quality.ts';

const shownVerdicts = 20;
const shownAudit = 20;
const boundaryWindowMs = 10 * 60_000;
const boundaryPoints = 50;

/**
 * Everything there is to know about the model of one series. It is served without its boundary while the metrics source
 * cannot be read. Throws `not-found`.
 */
export async function getSeriesCard(
  context: DetectionContext,
  detectorId: string,
  seriesKey: string
): Promise<SeriesCard> {
  const { database, catalog, clock } = context;
  const detector = catalog.find(detectorId);
  const series = await findSeriesSummary(database, seriesKey);
  if (detector === undefined || series?.detectorId !== detectorId) {
    throw notFound(`series of the detector ${detectorId}`, seriesKey);
  }
  const now = clock.now();
  const [stamp] = await listModelStamps(database, { seriesKeys: [seriesKey] });
  const model = stamp === undefined ? null : cardAt(stamp.card, now);
  const mutes = await listMutesInForce(database, now);
  const [lastTraining] = await listTrainingRuns(database, { detectorId, limit: 1 });
  return {
    detectorId,
    detectorTitle: detector.title,
    seriesKey,
    service: series.service,
    labels: series.labels,
    unit: detector.unit,
    model,
    quality: explainQuality(model, detector.options.minSamples),
    boundary: model === null ? null : await boundaryNow(context, detector, seriesKey),
    standing: (await readStandings(context, detectorId))(detectorId),
    verdicts: await listVerdictsOfSeries(database, seriesKey, shownVerdicts),
    acceptedLevels: (await listAcceptedLevels(database, { seriesKey })).map(toAcceptedLevel),
    mutes: mutes.filter((mute) => covers(mute, series)).map((mute) => toMute(mute, now)),
    audit: await listAudit(database, detectorId, shownAudit),
    lastTraining: lastTraining ?? null,
  };
}

/** The newest point that the model has an opinion about. */
async function boundaryNow(
  { scoreRange, clock }: DetectionContext,
  detector: DetectorDefinition,
  seriesKey: string
): Promise<BoundaryAt | null> {
  const toMs = clock.now().getTime();
  try {
    const range = { fromMs: toMs - boundaryWindowMs, toMs };
    const { series } = (await scoreRange?.(detector, range, boundaryPoints)) ?? { series: [] };
    const columns = series.find((each) => each.seriesKey === seriesKey);
    const index = columns?.lower.findLastIndex((value, at) => value !== null || columns.upper[at] !== null) ?? -1;
    const timestampMs = columns?.timestampsMs[index];
    return columns === undefined || timestampMs === undefined
      ? null
      : toBoundary(timestampMs, {
          value: columns.values[index] ?? null,
          expected: columns.expected[index] ?? null,
          lower: columns.lower[index] ?? null,
          upper: columns.upper[index] ?? null,
        });
  } catch (error) {
    if (error instanceof TelemetryError) {
      return null;
    }
    throw error;
  }
}

type Point = Pick<BoundaryAt, 'value' | 'expected' | 'lower' | 'upper'>;

function toBoundary(timestampMs: number, point: Point): BoundaryAt {
  const { expected, lower, upper } = point;
  const apart = (high: number | null, low: number | null): number | null =>
    high === null || low === null ? null : high - low;
  return {
    ...point,
    at: new Date(timestampMs).toISOString(),
    belowExpected: apart(expected, lower),
    aboveExpected: apart(upper, expected),
  };
}
