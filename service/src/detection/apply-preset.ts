import { detectorDefinition } from '@vigil/contract';
import type { DetectorDefinition } from '@vigil/contract';
import type { DetectionSettings } from './detection-settings.ts';
import type { DetectorPreset } from './presets/index.ts';
import type { PresetChanges } from './stored-detector.ts';

const unchanged: PresetChanges = { options: {} };

/** The detector of a preset for one service label, with what the configuration file and people have changed about it. */
export function applyPreset(
  preset: DetectorPreset,
  label: string,
  settings: DetectionSettings,
  changes: PresetChanges = unchanged
): DetectorDefinition {
  const query = preset.query
    .replaceAll('$label', label)
    .replaceAll('$selector', `${label}!=""`)
    .replaceAll('$window', `${settings.rateWindowSeconds}s`);
  const { trainingWindowSeconds, minSamples, contamination } = settings;
  return detectorDefinition.parse({
    id: preset.id,
    title: preset.title,
    kind: preset.kind,
    unit: preset.unit,
    query,
    serviceLabel: label,
    stepSeconds: Math.max(preset.stepSeconds ?? 0, settings.stepSeconds),
    enabled: changes.enabled ?? true,
    options: {
      trainingWindowSeconds,
      minSamples,
      contamination,
      ...preset.options,
      ...settings.presetOptions[preset.id],
      ...changes.options,
    },
  });
}
