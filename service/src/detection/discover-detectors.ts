import { anyOfNames } from '../telemetry/name-matcher.ts';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import type { DetectorPreset } from './presets/index.ts';

const lookBackMs = 3_600_000;

/**
 * Finds out which presets apply: those whose metrics all exist with one of the service labels. Answers by which label
 * each of them watches services: the first one that its metrics have.
 */
export async function discoverLabels(
  metrics: MetricsSource,
  serviceLabels: readonly string[],
  presets: readonly DetectorPreset[],
  nowMs: number
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const label of serviceLabels) {
    const wanted = presets.filter(({ id }) => !found.has(id));
    const present = await metricsWithLabel(metrics, label, wanted, nowMs);
    for (const { id, requires } of wanted) {
      if (requires.every((metric) => present.has(metric))) {
        found.set(id, label);
      }
    }
  }
  return found;
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
  const matcher = `{__name__=~${anyOfNames(names)},${label}!=""}`;
  const range = { fromMs: nowMs - lookBackMs, toMs: nowMs };
  return new Set(await metrics.labelValues('__name__', [matcher], range));
}
