import type { DetectorSeries, DetectorSummary } from '@vigil/contract';
import { cardAt } from '../../detection/contract-shapes.ts';
import { listModelStamps } from '../../storage/repositories/models.ts';
import { listSeriesSummaries } from '../../storage/repositories/series-state.ts';
import type { ModelStamp } from '../../storage/repositories/models.ts';
import type { SeriesSummary } from '../../storage/repositories/series-state.ts';
import type { DetectionContext } from '../detection-context.ts';

/** Every active detector with its series and what their models know about themselves. */
export async function listDetectors(context: DetectionContext): Promise<{ items: DetectorSummary[] }> {
  const models = new Map((await listModelStamps(context.database)).map((model) => [model.seriesKey, model]));
  const states = Map.groupBy(await listSeriesSummaries(context.database), ({ detectorId }) => detectorId);
  const items = context.catalog.all().map((detector) => ({
    ...detector,
    series: (states.get(detector.id) ?? []).map((state) =>
      toDetectorSeries(state, models.get(state.seriesKey), context.clock.now())
    ),
  }));
  return { items };
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
