import { absence } from './absence/absence.ts';
import { seasonalBand } from './band/seasonal-band.ts';
import type {
  DetectorFactory,
  DetectorKind,
  DetectorModel,
  DetectorOptions,
  ModelSnapshot,
  Series,
} from './detector.ts';
import { ensemble } from './ensemble/ensemble.ts';
import { isolationForest } from './isolation-forest/isolation-forest.ts';
import { levelShift } from './level/level-shift.ts';
import { waveform } from './waveform/waveform.ts';
import { novelty } from './novelty/novelty.ts';

export * from './detector.ts';
export { withTypedAbsence, type AbsenceEvidence } from './absence/typed-absence.ts';
export { advanceInterval, defaultIntervalRule, newIntervalState, severityOf } from './anomaly-interval.ts';
export type { AnomalyInterval, IntervalChange, IntervalRule, IntervalState, Severity } from './anomaly-interval.ts';
export { runInMs, scorePoints, scoreSeries, warmUp, type ScoredColumns } from './batch.ts';
export { confidenceIn, explainPoint, type Explanation, type SeriesDescription } from './explanation.ts';
export { fitAndScoreForest } from './isolation-forest/isolation-forest.ts';
export { forecast, type Forecast, type ForecastOptions } from './forecast/forecast.ts';
export { timeToThreshold, type ThresholdCrossing } from './forecast/time-to-threshold.ts';
export { qualityAt } from './model-card.ts';
export { defaultOptions, resolveOptions } from './options.ts';

/** Every detector there is, by kind. */
export const detectors: Readonly<Record<DetectorKind, DetectorFactory>> = {
  'isolation-forest': isolationForest,
  'seasonal-band': seasonalBand,
  'level-shift': levelShift,
  waveform,
  novelty,
  absence,
  ensemble,
};

/** Fits the default detector; see `DetectorFactory.fit`. */
export function fitModel(
  series: Series,
  options?: Partial<DetectorOptions>,
  kind: DetectorKind = 'ensemble'
): DetectorModel {
  return detectors[kind].fit(series, options);
}

/** Restores a model of any kind; throws Error when this version cannot read it: then fit again. */
export function restoreModel(snapshot: ModelSnapshot): DetectorModel {
  const factory = detectors[snapshot.kind];
  if (!factory) {
    throw new Error(`there is no detector of kind ${snapshot.kind}`);
  }
  return factory.restore(snapshot);
}
