import { absenceMethod, type AbsenceParameters, type AbsenceState } from '../absence/absence.ts';
import { defineDetector, type DetectorMethod, type Lesson, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, ScoredPoint } from '../detector.ts';
import type { FeatureWindowState } from '../feature-window.ts';
import {
  ForestScorer,
  isolationForestMethod,
  isUndecided,
  type IsolationForestParameters,
} from '../isolation-forest.ts';
import { seasonalBandMethod, type SeasonalBandParameters } from '../band/seasonal-band.ts';
import type { TrainingData } from '../training-data.ts';

/** Up to here the band alone decides; the forest is asked only about what comes near the boundary. */
const GREY_FROM = 0.7;
/** How much of the band's verdict beyond that counts when the forest sees nothing unusual. */
const UNSUPPORTED_WEIGHT = 0.5;

export interface EnsembleParameters {
  readonly band: SeasonalBandParameters;
  readonly forest: IsolationForestParameters;
  readonly absence: AbsenceParameters;
}

export interface EnsembleState {
  readonly forest: FeatureWindowState;
  readonly absence: AbsenceState;
}

class EnsembleScorer implements Scorer<EnsembleState> {
  readonly #band: Scorer<null>;
  readonly #forest: ForestScorer;
  readonly #absence: Scorer<AbsenceState>;
  readonly #forestIsUndecided: boolean;

  constructor(parameters: EnsembleParameters, options: DetectorOptions, state: EnsembleState | null) {
    this.#band = seasonalBandMethod.scorer(parameters.band, options, null);
    this.#forest = new ForestScorer(parameters.forest, options, state?.forest ?? null);
    this.#absence = absenceMethod.scorer(parameters.absence, options, state?.absence ?? null);
    this.#forestIsUndecided = isUndecided(parameters.forest);
  }

  score(timestampMs: number, value: number): ScoredPoint {
    const absence = this.#absence.score(timestampMs, value);
    if (Number.isNaN(value)) {
      return absence;
    }
    const point = this.#scoreValue(timestampMs, value);
    const isAbsent = absence.agreed && absence.score! >= point.score!;
    return isAbsent ? { ...absence, expected: point.expected, lower: point.lower, upper: point.upper } : point;
  }

  state(): EnsembleState {
    return { forest: this.#forest.state(), absence: this.#absence.state() };
  }

  #scoreValue(timestampMs: number, value: number): ScoredPoint {
    const band = this.#band.score(timestampMs, value);
    this.#forest.observe(timestampMs, relativeDeviation(value, band));
    if (band.score! < GREY_FROM) {
      return band;
    }
    const isolation = this.#forestIsUndecided ? 1 : this.#forest.isolation();
    const support = Math.min(1, isolation);
    const weight = UNSUPPORTED_WEIGHT + (1 - UNSUPPORTED_WEIGHT) * support;
    const score = GREY_FROM + (band.score! - GREY_FROM) * weight;
    if (score < 1) {
      return { ...band, score, agreed: false, reason: 'usual', features: [] };
    }
    return { ...band, score, agreed: support >= 1, features: this.#features(value, band, isolation) };
  }

  #features(value: number, band: ScoredPoint, isolation: number): readonly FeatureContribution[] {
    return this.#forestIsUndecided
      ? band.features
      : this.#forest.contributions(isolation).map((contribution) => inSeriesUnit(contribution, value, band));
  }
}

/** Signed distance from the expected value in half bands: the series without its seasons and its unit. */
function relativeDeviation(value: number, { expected, lower, upper }: ScoredPoint): number {
  const deviation = value - expected!;
  return deviation >= 0 ? deviation / (upper! - expected!) : deviation / (expected! - lower!);
}

/** The forest sees half bands; people read the unit of the series. */
function inSeriesUnit(contribution: FeatureContribution, value: number, band: ScoredPoint): FeatureContribution {
  const halfBand = (band.upper! - band.lower!) / 2;
  const origin = contribution.name === 'value' || contribution.name === 'rolling_mean' ? band.expected! : 0;
  if (contribution.name === 'zscore') {
    return contribution;
  }
  if (contribution.name === 'value') {
    return { ...contribution, value, expected: band.expected };
  }
  return {
    ...contribution,
    value: origin + contribution.value * halfBand,
    expected: origin + (contribution.expected ?? 0) * halfBand,
  };
}

function learn(training: TrainingData, options: DetectorOptions): Lesson<EnsembleParameters> {
  const band = seasonalBandMethod.learn(training, options);
  const scorer = seasonalBandMethod.scorer(band.parameters, options, null);
  const deviations = training.values.map((value, index) =>
    relativeDeviation(value, scorer.score(training.timestampsMs[index]!, value))
  );
  const forest = isolationForestMethod.learn({ ...training, values: deviations }, options);
  const absence = absenceMethod.learn(training, options);
  return {
    parameters: { band: band.parameters, forest: forest.parameters, absence: absence.parameters },
    seasonsMs: band.seasonsMs,
    expectedFalseAlarmsPerWeek: band.expectedFalseAlarmsPerWeek,
  };
}

export const ensembleMethod: DetectorMethod<EnsembleParameters, EnsembleState> = {
  kind: 'ensemble',
  version: 1,
  invariantTo: { scale: true, shift: false },
  scoresGaps: true,
  learn,
  scorer: (parameters, options, state) => new EnsembleScorer(parameters, options, state),
};

/**
 * The default detector. The seasonal band measures how far a point is off; an Isolation Forest on what the band leaves
 * unexplained says whether that is unusual behaviour too: without its support a point must be 1.6 half bands off to
 * score 1, with it 1. Absence is scored beside them and wins where it is worse. `agreed` = band and forest, or a typed
 * absence. Most points are decided by the band in O(1); none is learned from.
 */
export const ensemble = defineDetector(ensembleMethod);
