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
  /** An anomaly without a value for so long has ended as no longer observable, unless absence is what it is about. */
  unobservableAfterSeconds: number;
  /** Presets that are not wanted. */
  disabledPresets: readonly string[];
  /** Detectors of the operator's own. */
  custom: readonly DetectorDefinition[];
}
