import type { DetectorDefinition } from '@vigil/contract';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import type { DetectionSettings } from './detection-settings.ts';
import { discoverDetectors } from './discover-detectors.ts';
import { detectorPresets } from './presets/index.ts';

/**
 * `missing` is a preset whose metrics do not exist any more, `undiscovered` one of which nothing is known yet; `removed`
 * is what the configuration does not ask for.
 */
export type DetectorFate = 'active' | 'missing' | 'undiscovered' | 'removed';

/** The detectors that apply to what there is to be watched, as of the last discovery. */
export interface DetectorCatalog {
  all(): readonly DetectorDefinition[];
  find(id: string): DetectorDefinition | undefined;
  fateOf(id: string): DetectorFate;
  /**
   * Looks again; on failure the last known detectors stay. One that was found stays although its metrics are gone: that
   * they are gone may be the fault.
   */
  refresh(nowMs: number): Promise<void>;
}

export function createDetectorCatalog(metrics: MetricsSource | null, settings: DetectionSettings): DetectorCatalog {
  let known: readonly DetectorDefinition[] = settings.custom;
  let hasDiscovered = false;
  const active = (): readonly DetectorDefinition[] => known.filter(({ enabled }) => enabled);
  const isWanted = (id: string): boolean =>
    detectorPresets.some((preset) => preset.id === id) && !settings.disabledPresets.includes(id);

  return {
    all: active,
    find: (id) => known.find((detector) => detector.id === id),
    fateOf(id) {
      if (active().some((detector) => detector.id === id)) {
        return 'active';
      }
      if (settings.custom.some((detector) => detector.id === id) || !isWanted(id)) {
        return 'removed';
      }
      return hasDiscovered ? 'missing' : 'undiscovered';
    },
    async refresh(nowMs) {
      if (metrics !== null) {
        const found = await discoverDetectors(metrics, settings, nowMs);
        const ids = new Set(found.map(({ id }) => id));
        known = [...found, ...known.filter(({ id }) => !ids.has(id))].sort(byId);
        hasDiscovered = true;
      }
    },
  };
}

function byId(first: DetectorDefinition, second: DetectorDefinition): number {
  return first.id.localeCompare(second.id);
}
