import { aiWorkloadPresets } from './ai-workloads.ts';
import type { DetectorPreset } from './detector-preset.ts';
import { httpPresets } from './http.ts';
import { processPresets } from './process.ts';

export type { DetectorPreset } from './detector-preset.ts';

/** Every detector that Vigil brings along. */
export const detectorPresets: readonly DetectorPreset[] = [...httpPresets, ...processPresets, ...aiWorkloadPresets];
