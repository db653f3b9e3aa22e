import { detectorDefinition } from '@vigil/contract';
import type { DetectorDefinition } from '@vigil/contract';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import type { DetectionSettings } from './detection-settings.ts';
import { detectorPresets } from './presets/index.ts';
import type { DetectorPreset } from './presets/index.ts';

const lookBackMs = 3_600_000;

/**
 * Finds out which presets apply: those whose metrics all exist with one of the service labels. A metric is watched by
 * the first label that it has. The operator's own detectors are always active and win over a preset of the same id.
 */
export async function discoverDetectors(
  metrics: MetricsSource,
  settings: DetectionSettings,
  nowMs: number,
  presets: readonly DetectorPreset[] = detectorPresets
): Promise<DetectorDefinition[]> {
  const taken = new Set([...settings.disabledPresets, ...settings.custom.map(({ id }) => id)]);
  let wanted = presets.filter(({ id }) => !taken.has(id));
  const found: DetectorDefinition[] = [];
  for (const label of settings.serviceLabels) {
    const present = await metricsWithLabel(metrics, label, wanted, nowMs);
    const applies = (preset: DetectorPreset): boolean => preset.requires.every((metric) => present.has(metric));
    found.push(...wanted.filter(applies).map((preset) => applyPreset(preset, label, settings)));
    wanted = wanted.filter((preset) => !applies(preset));
  }
  return [...settings.custom, ...found].sort((first, second) => first.id.localeCompare(second.id));
}

/** The preset's query for one service label. */
export function applyPreset(preset: DetectorPreset, label: string, settings: DetectionSettings): DetectorDefinition {
  const query = preset.query
    .replaceAll('$label', label)
    .replaceAll('$selector', `${label}!=""`)
    .replaceAll('$window', `${settings.rateWindowSeconds}s`);
  return detectorDefinition.parse({
    id: preset.id,
    title: preset.title,
    kind: preset.kind,
    unit: preset.unit,
    query,
    serviceLabel: label,
    stepSeconds: settings.stepSeconds,
    options: {
      trainingWindowSeconds: settings.trainingWindowSeconds,
      minSamples: settings.minSamples,
      ...preset.options,
    },
  });
}

async function metricsWithLabel(
  metrics: MetricsSource,
  label: string,
  presets: readonly DetectorPreset[],
  nowMs: number
): Promise<Set<string>> {
  const names = [...new Set(presets.flatMap(({ requires }) => requires))];
  if (names.length === 0) {
    return new Set();
  }
  const matcher = `{__name__=~"${names.join('|')}",${label}!=""}`;
  const range = { fromMs: nowMs - lookBackMs, toMs: nowMs };
  return new Set(await metrics.labelValues('__name__', [matcher], range));
}
