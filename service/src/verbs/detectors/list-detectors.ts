import type { DetectorList, DetectorStanding, DetectorSummary } from '@vigil/contract';
import type { DetectorEntry } from '../../detection/detector-entries.ts';
import { listQualityGroups } from '../../storage/repositories/series-quality.ts';
import type { QualityGroup } from '../../storage/repositories/series-quality.ts';
import type { DetectionContext } from '../detection-context.ts';
import { readStandings } from '../feedback/read-standings.ts';
import { countSeries } from './count-series.ts';

/** Every detector that is known, used or not, with what its models are worth. */
export async function listDetectors(context: DetectionContext): Promise<DetectorList> {
  const groups = Map.groupBy(await listQualityGroups(context.database), ({ detectorId }) => detectorId);
  const standingOf = await readStandings(context);
  const now = context.clock.now();
  return {
    items: context.catalog.entries().map((entry) => {
      const { id } = entry.definition;
      return toSummary(entry, groups.get(id) ?? [], standingOf(id), now);
    }),
  };
}

export function toSummary(
  entry: DetectorEntry,
  groups: readonly QualityGroup[],
  standing: DetectorStanding,
  now: Date
): DetectorSummary {
  const { definition, source, state, requires, stored } = entry;
  const { series, lastTrainedAt } = countSeries(groups, now);
  return {
    ...definition,
    source,
    state,
    version: stored?.version ?? 0,
    updatedAt: stored?.updatedAt.toISOString() ?? null,
    updatedBy: stored?.updatedBy ?? null,
    requires: [...requires],
    overriddenOptions: stored?.origin === 'preset' ? Object.keys(stored.settings.options) : [],
    series,
    lastTrainedAt: lastTrainedAt?.toISOString() ?? null,
    standing,
  };
}
