import type { DetectorDefinition, DetectorOptionOverrides } from '@vigil/contract';

export interface DetectionSettings {
  /** Labels that may name a service, the preferred one first. */
  serviceLabels: readonly string[];
  stepSeconds: number;
  trainingStepSeconds: number;
  trainingWindowSeconds: number;
  rateWindowSeconds: number;
  retrainHours: number;
  retrainOnStartHours: number;
  rediscoverSeconds: number;
  minSamples: number;
  contamination: number;
  /** An anomaly without a value for so long has ended as no longer observable, unless absence is what it is about. */
  unobservableAfterSeconds: number;
  /** Whether presets that count log lines are used, which makes Loki read them. */
  logDetectors: boolean;
  /** Presets that are not wanted. */
  disabledPresets: readonly string[];
  /** What the configuration file changes about presets, by their ids. */
  presetOptions: Readonly<Record<string, DetectorOptionOverrides>>;
  /** Detectors of the configuration file. */
  custom: readonly DetectorDefinition[];
}
