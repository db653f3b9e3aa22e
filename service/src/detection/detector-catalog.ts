import type { DetectorDefinition } from '@vigil/contract';
import type { LogsSource, MetricsSource } from '../telemetry/telemetry.ts';
import type { DetectionSettings } from './detection-settings.ts';
import { detectorEntries } from './detector-entries.ts';
import type { DetectorEntry } from './detector-entries.ts';
import { discoverLabels } from './discover-detectors.ts';
import { discoverLogLabel } from './discover-logs.ts';
import { detectorPresets } from './presets/index.ts';
import type { StoredDetector } from './stored-detector.ts';

/**
 * `missing` is a preset whose metrics do not exist any more, `undiscovered` one of which nothing is known yet; `removed`
 * is what nobody asks for, or not any more.
 */
export type DetectorFate = 'active' | 'missing' | 'undiscovered' | 'removed';

/** The detectors that apply to what there is to be watched, as of the last discovery. */
export interface DetectorCatalog {
  all(): readonly DetectorDefinition[];
  /** Also one that is switched off, but no preset whose metrics were never found. */
  find(id: string): DetectorDefinition | undefined;
  fateOf(id: string): DetectorFate;
  /** Every detector that is known, used or not. */
  entries(): readonly DetectorEntry[];
  /**
   * Looks again; on failure the last known detectors stay. One that was found stays although its metrics are gone: that
   * they are gone may be the fault.
   */
  refresh(nowMs: number): Promise<void>;
  /** Takes over what is stored in the database. */
  adopt(stored: readonly StoredDetector[]): void;
  /** Takes over what the configuration file says now. */
  configure(settings: DetectionSettings): void;
}

const logPresets = detectorPresets.filter(({ language }) => language === 'logql');
const metricPresets = detectorPresets.filter(({ language }) => language === undefined);

export function createDetectorCatalog(
  metrics: MetricsSource | null,
  initialSettings: DetectionSettings,
  logs: LogsSource | null = null
): DetectorCatalog {
  const labels = new Map<string, string>();
  let settings = initialSettings;
  let stored: readonly StoredDetector[] = [];
  let hasDiscovered = false;
  let entries: readonly DetectorEntry[] = [];
  let active: readonly DetectorDefinition[] = [];

  const rebuild = (): void => {
    entries = detectorEntries({ settings, stored, labels, hasDiscovered });
    active = entries.filter(({ state }) => state === 'active').map(({ definition }) => definition);
  };
  rebuild();

  const entryOf = (id: string): DetectorEntry | undefined => entries.find(({ definition }) => definition.id === id);

  return {
    all: () => active,
    entries: () => entries,
    find(id) {
      const entry = entryOf(id);
      return entry?.source === 'preset' && !labels.has(id) ? undefined : entry?.definition;
    },
    fateOf(id) {
      const state = entryOf(id)?.state ?? 'disabled';
      return state === 'disabled' ? 'removed' : state;
    },
    async refresh(nowMs) {
      if (metrics !== null) {
        const found = await discoverLabels(metrics, settings.serviceLabels, metricPresets, nowMs);
        found.forEach((label, id) => labels.set(id, label));
        hasDiscovered = true;
        rebuild();
      }
      if (logs !== null && settings.logDetectors) {
        const label = await discoverLogLabel(logs, settings.serviceLabels, nowMs);
        if (label !== null) {
          logPresets.forEach(({ id }) => labels.set(id, label));
          rebuild();
        }
      }
    },
    adopt(changed) {
      stored = changed;
      rebuild();
    },
    configure(changed) {
      settings = changed;
      rebuild();
    },
  };
}
