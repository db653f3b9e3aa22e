import { aiWorkloadPresets } from './ai-workloads.ts';
import type { DetectorPreset } from './detector-preset.ts';
import { capacityPresets } from './capacity.ts';
import { httpPresets } from './http.ts';
import { logPresets } from './logs.ts';
import { processPresets } from './process.ts';
import { spanMetricPresets } from './span-metrics.ts';

export type { DetectorPreset } from './detector-preset.ts';

/** Every detector that Vigil brings along. */
export const detectorPresets: readonly DetectorPreset[] = [
  ...httpPresets,
  ...processPresets,
  ...aiWorkloadPresets,
  ...capacityPresets,
  ...spanMetricPresets,
  ...logPresets,
];
