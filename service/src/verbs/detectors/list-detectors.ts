import type { DetectorSeries, DetectorSummary } from '@vigil/contract';
import { toModelCardShape } from '../../detection/contract-shapes.ts';
import { snapshotOf } from '../../detection/stored-shapes.ts';
import { listModels } from '../../storage/repositories/models.ts';
import { listSeriesStates } from '../../storage/repositories/series-state.ts';
import type { ModelRow, SeriesStateRow } from '../../storage/schema.ts';
import type { DetectionContext } from '../detection-context.ts';

/** Every active detector with its series and what their models know about themselves. */
export async function listDetectors(context: DetectionContext): Promise<{ items: DetectorSummary[] }> {
  const models = new Map((await listModels(context.database)).map((model) => [model.seriesKey, model]));
  const states = Map.groupBy(await listSeriesStates(context.database), ({ detectorId }) => detectorId);
  const items = context.catalog.all().map((detector) => ({
    ...detector,
    series: (states.get(detector.id) ?? []).map((state) =>
      toDetectorSeries(state, models.get(state.seriesKey), context.clock.now())
    ),
  }));
  return { items };
}

function toDetectorSeries(state: SeriesStateRow, model: ModelRow | undefined, now: Date): DetectorSeries {
  return {
    key: state.seriesKey,
    detectorId: state.detectorId,
    service: state.service,
    labels: state.labels,
    lastScore: state.lastScore,
    lastValue: state.lastValue,
    lastScoredAt: state.lastTimestamp?.toISOString() ?? null,
    model: model === undefined ? null : toModelCardShape(snapshotOf(model).card, model.trainedAt, now),
  };
}
