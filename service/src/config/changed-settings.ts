import { isDeepStrictEqual } from 'node:util';
import type { ServiceConfig } from './config.schema.ts';

/** What is used anew when the file changes. Everything else is built into connections and timers at the start. */
const reloadableDetection = [
  'serviceLabels',
  'trainingWindowSeconds',
  'minSamples',
  'contamination',
  'retrainHours',
  'disabledPresets',
  'presetOptions',
] as const;
const reloadable: ReadonlySet<string> = new Set([
  'presets',
  'detectors',
  ...reloadableDetection.map((name) => `detection.${name}`),
]);

export interface ChangedSettings {
  /** Dotted paths. */
  reloaded: string[];
  needRestart: string[];
}

/** Which settings differ, down to the second level. */
export function changedSettings(before: ServiceConfig, after: ServiceConfig): ChangedSettings {
  const paths = Object.keys({ ...before, ...after }).flatMap((section) =>
    changedIn(section, valueAt(before, section), valueAt(after, section))
  );
  return {
    reloaded: paths.filter((path) => reloadable.has(path)),
    needRestart: paths.filter((path) => !reloadable.has(path)),
  };
}

/** The configuration in use with those parts of another that need no restart. */
export function withReloaded(inUse: ServiceConfig, next: ServiceConfig): ServiceConfig {
  const changed = Object.fromEntries(reloadableDetection.map((name) => [name, next.detection[name]]));
  return {
    ...inUse,
    presets: next.presets,
    detectors: next.detectors,
    detection: { ...inUse.detection, ...changed },
  };
}

function changedIn(section: string, before: unknown, after: unknown): string[] {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  if (!isSection(before) || !isSection(after)) {
    return [section];
  }
  return Object.keys({ ...before, ...after })
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => `${section}.${name}`);
}

function valueAt(config: ServiceConfig, section: string): unknown {
  const values: Record<string, unknown> = config;
  return values[section];
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
