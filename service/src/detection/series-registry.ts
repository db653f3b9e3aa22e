import type { DetectorDefinition, Labels } from '@vigil/contract';
import { seriesKeyOf } from './series-key.ts';
import { newTrackedSeries } from './tracked-series.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** Every series that is being watched, by detector and key. */
export interface SeriesRegistry {
  of(detectorId: string): TrackedSeries[];
  all(): TrackedSeries[];
  find(detectorId: string, key: string): TrackedSeries | undefined;
  /** The tracked series of these labels, taken up when it is new; undefined when no service is named by them. */
  track(detector: DetectorDefinition, labels: Labels): TrackedSeries | undefined;
  replaceAll(series: readonly TrackedSeries[]): void;
  remove(series: TrackedSeries): void;
}

export function createSeriesRegistry(): SeriesRegistry {
  const byDetector = new Map<string, Map<string, TrackedSeries>>();
  const groupOf = (detectorId: string): Map<string, TrackedSeries> => {
    const known = byDetector.get(detectorId);
    if (known !== undefined) {
      return known;
    }
    const created = new Map<string, TrackedSeries>();
    byDetector.set(detectorId, created);
    return created;
  };

  return {
    of: (detectorId) => [...groupOf(detectorId).values()],
    all: () => [...byDetector.values()].flatMap((group) => [...group.values()]),
    find: (detectorId, key) => byDetector.get(detectorId)?.get(key),
    track(detector, labels) {
      const service = labels[detector.serviceLabel];
      if (service === undefined || service === '') {
        return undefined;
      }
      const group = groupOf(detector.id);
      const key = seriesKeyOf(detector.id, labels);
      const series = group.get(key) ?? newTrackedSeries(key, detector.id, service, labels);
      group.set(key, series);
      return series;
    },
    replaceAll(series) {
      byDetector.clear();
      for (const each of series) {
        groupOf(each.detectorId).set(each.key, each);
      }
    },
    remove(series) {
      byDetector.get(series.detectorId)?.delete(series.key);
    },
  };
}
