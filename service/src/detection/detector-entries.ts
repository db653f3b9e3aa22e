import type { DetectorDefinition, DetectorSource, DetectorState } from '@vigil/contract';
import { applyPreset } from './apply-preset.ts';
import type { DetectionSettings } from './detection-settings.ts';
import { detectorPresets } from './presets/index.ts';
import type { DetectorPreset } from './presets/index.ts';
import type { StoredDetector } from './stored-detector.ts';

/** A detector that is known, whether it is used or not. */
export interface DetectorEntry {
  definition: DetectorDefinition;
  /** The same before what is stored about it. */
  base: DetectorDefinition;
  source: DetectorSource;
  state: DetectorState;
  /** Metrics that a preset needs. */
  requires: readonly string[];
  /** Null when nothing is stored about it. */
  stored: StoredDetector | null;
}

export interface EntrySources {
  settings: DetectionSettings;
  stored: readonly StoredDetector[];
  /** By which label each preset that was found watches services. */
  labels: ReadonlyMap<string, string>;
  hasDiscovered: boolean;
}

/** Everything there is, by id. The configuration file wins over what is stored, and that over a preset of the same id. */
export function detectorEntries(sources: EntrySources): DetectorEntry[] {
  const { settings, stored } = sources;
  const own = stored.flatMap((detector) => (detector.origin === 'own' ? [ownEntry(detector)] : []));
  const presets = detectorPresets.map((preset) => presetEntry(preset, sources));
  const fromFile = settings.custom.map((definition): DetectorEntry => ({
    definition,
    base: definition,
    source: 'file',
    state: stateOf(definition),
    requires: [],
    stored: null,
  }));
  const byId = new Map([...presets, ...own, ...fromFile].map((entry) => [entry.definition.id, entry]));
  return [...byId.values()].sort((first, second) => first.definition.id.localeCompare(second.definition.id));
}

function ownEntry(detector: Extract<StoredDetector, { origin: 'own' }>): DetectorEntry {
  const { settings: definition } = detector;
  return {
    definition,
    base: definition,
    source: 'database',
    state: stateOf(definition),
    requires: [],
    stored: detector,
  };
}

function presetEntry(preset: DetectorPreset, { settings, stored, labels, hasDiscovered }: EntrySources): DetectorEntry {
  const changed = stored.find(({ id, origin }) => id === preset.id && origin === 'preset') ?? null;
  const label = labels.get(preset.id);
  const changes = changed?.origin === 'preset' ? changed.settings : undefined;
  const serviceLabel = label ?? settings.serviceLabels[0]!;
  const definition = applyPreset(preset, serviceLabel, settings, changes);
  const isWanted = isWantedBy(settings, preset);
  const enabled = definition.enabled && isWanted;
  const undiscovered = hasDiscovered ? 'missing' : 'undiscovered';
  const whenEnabled = label === undefined ? undiscovered : 'active';
  return {
    definition: { ...definition, enabled },
    base: { ...applyPreset(preset, serviceLabel, settings), enabled: isWanted },
    source: 'preset',
    state: enabled ? whenEnabled : 'disabled',
    requires: preset.requires,
    stored: changed,
  };
}

function stateOf({ enabled }: DetectorDefinition): DetectorState {
  return enabled ? 'active' : 'disabled';
}

function isWantedBy({ disabledPresets, logDetectors }: DetectionSettings, { id, language }: DetectorPreset): boolean {
  return !disabledPresets.includes(id) && (language !== 'logql' || logDetectors);
}
