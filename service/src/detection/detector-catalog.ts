import type { DetectorDefinition } from '@vigil/contract';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import type { DetectionSettings } from './detection-settings.ts';
import { discoverDetectors } from './discover-detectors.ts';

/** The detectors that apply to what there is to be watched, as of the last discovery. */
export interface DetectorCatalog {
  all(): readonly DetectorDefinition[];
  find(id: string): DetectorDefinition | undefined;
  /** Looks again; on failure the last known detectors stay. */
  refresh(nowMs: number): Promise<void>;
}

export function createDetectorCatalog(metrics: MetricsSource | null, settings: DetectionSettings): DetectorCatalog {
  let known: readonly DetectorDefinition[] = settings.custom;
  return {
    all: () => known.filter(({ enabled }) => enabled),
    find: (id) => known.find((detector) => detector.id === id),
    async refresh(nowMs) {
      if (metrics !== null) {
        known = await discoverDetectors(metrics, settings, nowMs);
      }
    },
  };
}
