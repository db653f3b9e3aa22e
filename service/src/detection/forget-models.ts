import { newIntervalState } from '../detectors/index.ts';
import type { SeriesRegistry } from './series-registry.ts';

/** Drops from memory what was learned of a detector's series: it asks for something else now. */
export function forgetModels(registry: SeriesRegistry, detectorId: string): void {
  for (const series of registry.of(detectorId)) {
    series.model = null;
    series.lastPoint = null;
    series.interval = newIntervalState();
    registry.hasChanged(series);
  }
}
