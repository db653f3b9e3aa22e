import type { DetectorDefinition } from '@vigil/contract';

export interface DetectionSettings {
  /** Labels that may name a service, the preferred one first. */
  serviceLabels: readonly string[];
  stepSeconds: number;
  trainingStepSeconds: number;
  trainingWindowSeconds: number;
  rateWindowSeconds: number;
  retrainHours: number;
  rediscoverSeconds: number;
  minSamples: number;
  /** Presets that are not wanted. */
  disabledPresets: readonly string[];
  /** Detectors of the operator's own. */
  custom: readonly DetectorDefinition[];
}

export const defaultDetectionSettings: DetectionSettings = {
  serviceLabels: ['service', 'job', 'app'],
  stepSeconds: 15,
  trainingStepSeconds: 60,
  trainingWindowSeconds: 7 * 86_400,
  rateWindowSeconds: 120,
  retrainHours: 24,
  rediscoverSeconds: 60,
  minSamples: 60,
  disabledPresets: [],
  custom: [],
};
