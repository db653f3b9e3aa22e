import type { DetectorDetail, DetectorSeries } from '@vigil/contract';
import { cardAt } from '../../detection/contract-shapes.ts';
import type { DetectorEntry } from '../../detection/detector-entries.ts';
import { notFound } from '../../errors.ts';
import { listModelStamps } from '../../storage/repositories/models.ts';
import type { ModelStamp } from '../../storage/repositories/models.ts';
import { listQualityGroups } from '../../storage/repositories/series-quality.ts';
import { listSeriesSummaries } from '../../storage/repositories/series-state.ts';
import type { SeriesSummary } from '../../storage/repositories/series-state.ts';
import type { DetectionContext } from '../detection-context.ts';
import { readStandings } from '../feedback/read-standings.ts';
import { toSummary } from './list-detectors.ts';

const maxSeries = 200;

/** One detector with the worst of its series. Throws `not-found`. */
export async function getDetector(context: DetectionContext, id: string): Promise<DetectorDetail> {
  const { database, clock } = context;
  const groups = (await listQualityGroups(database)).filter(({ detectorId }) => detectorId === id);
  const standingOf = await readStandings(context, id);
  const summary = toSummary(findEntry(context, id), groups, standingOf(id), clock.now());
  const states = (await listSeriesSummaries(database))
    .filter(({ detectorId }) => detectorId === id)
    .sort((first, second) => (second.lastScore ?? -1) - (first.lastScore ?? -1))
    .slice(0, maxSeries);
  const models = new Map(
    (await listModelStamps(database, { detectorId: id })).map((stamp) => [stamp.seriesKey, stamp])
  );
  return {
    ...summary,
    watched: states.map((state) => toDetectorSeries(state, models.get(state.seriesKey), clock.now())),
  };
}

/** Throws `not-found`. */
export function findEntry({ catalog }: Pick<DetectionContext, 'catalog'>, id: string): DetectorEntry {
  const entry = catalog.entries().find(({ definition }) => definition.id === id);
  if (entry === undefined) {
    throw notFound('detector', id);
  }
  return entry;
}

function toDetectorSeries(state: SeriesSummary, model: ModelStamp | undefined, now: Date): DetectorSeries {
  return {
    key: state.seriesKey,
    detectorId: state.detectorId,
    service: state.service,
    labels: state.labels,
    lastScore: state.lastScore,
    lastValue: state.lastValue,
    lastScoredAt: state.lastTimestamp?.toISOString() ?? null,
    model: model === undefined ? null : cardAt(model.card, now),
  };
}
