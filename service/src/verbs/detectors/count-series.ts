import { modelQuality } from '@vigil/contract';
import type { SeriesCounts } from '@vigil/contract';
import { qualityAt } from '../../detectors/index.ts';
import type { QualityGroup } from '../../storage/repositories/series-quality.ts';

export interface SeriesTally {
  series: SeriesCounts;
  lastTrainedAt: Date | null;
}

/** Sums up what the models of one detector are worth now; one whose quality cannot be read counts as untrained. */
export function countSeries(groups: readonly QualityGroup[], now: Date): SeriesTally {
  const series: SeriesCounts = { total: 0, untrained: 0, healthy: 0, thin: 0, flat: 0, stale: 0 };
  let lastTrainedAt: Date | null = null;
  for (const group of groups) {
    series.total += group.series;
    series[qualityOf(group, now)] += group.series;
    if (group.trainedAt !== null && (lastTrainedAt === null || group.trainedAt > lastTrainedAt)) {
      lastTrainedAt = group.trainedAt;
    }
  }
  return { series, lastTrainedAt };
}

function qualityOf({ quality, trainedTo }: QualityGroup, now: Date): Exclude<keyof SeriesCounts, 'total'> {
  const known = modelQuality.safeParse(quality);
  return known.success && trainedTo !== null
    ? qualityAt({ trainedToMs: Date.parse(trainedTo), quality: known.data }, now.getTime())
    : 'untrained';
}
