import { absenceMethod, type AbsenceParameters, type AbsenceState } from '../absence/absence.ts';
import { seasonalBandMethod, type SeasonalBandParameters } from '../band/seasonal-band.ts';
import { defineDetector, type DetectorMethod, type Lesson, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import type { ForestSize } from '../isolation-forest/grow-trees.ts';
import type { FeatureWindowState } from '../feature-window.ts';
import { ForestScorer, isUndecided, type IsolationForestParameters } from '../isolation-forest/forest-scorer.ts';
import { learnForest } from '../isolation-forest/isolation-forest.ts';
import type { TrainingData } from '../training-data.ts';
import { newVerdict } from '../verdict.ts';

/** Up to here the band alone decides; the forest is asked only about what comes near the boundary. */
const GREY_FROM = 0.7;
/** Enough to support or doubt a verdict, small enough for one in each of 50,000 models. */
const COMPACT_FOREST: ForestSize = { treeCount: 25, subsample: 128 };
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
  readonly #absent = newVerdict();

  constructor(parameters: EnsembleParameters, options: DetectorOptions, state: EnsembleState | null) {
    this.#band = seasonalBandMethod.scorer(parameters.band, options, null);
    this.#forest = new ForestScorer(parameters.forest, options, state?.forest ?? null);
    this.#absence = absenceMethod.scorer(parameters.absence, options, state?.absence ?? null);
    this.#forestIsUndecided = isUndecided(parameters.forest);
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    if (Number.isNaN(value)) {
      this.#absence.judge(timestampMs, value, verdict);
      return;
    }
    this.#judgeValue(timestampMs, value, verdict);
    const absent = this.#absent;
    this.#absence.judge(timestampMs, value, absent);
    if (absent.agreed && absent.score >= verdict.score) {
      verdict.score = absent.score;
      verdict.agreed = true;
      verdict.reason = absent.reason;
    }
  }

  explain(value: number, verdict: Verdict): readonly FeatureContribution[] {
    if (verdict.reason !== 'above-band' && verdict.reason !== 'below-band') {
      return this.#absence.explain(value, verdict);
    }
    return this.#forestIsUndecided
      ? this.#band.explain(value, verdict)
      : this.#forest.explain().map((contribution) => inSeriesUnit(contribution, value, verdict));
  }

  state(): EnsembleState {
    return { forest: this.#forest.state(), absence: this.#absence.state() };
  }

  #judgeValue(timestampMs: number, value: number, verdict: Verdict): void {
    this.#band.judge(timestampMs, value, verdict);
    this.#forest.observe(timestampMs, relativeDeviation(value, verdict));
    if (verdict.score < GREY_FROM) {
      return;
    }
    const support = this.#forestIsUndecided ? 1 : Math.min(1, this.#forest.isolation());
    const weight = UNSUPPORTED_WEIGHT + (1 - UNSUPPORTED_WEIGHT) * support;
    verdict.score = GREY_FROM + (verdict.score - GREY_FROM) * weight;
    if (verdict.score < 1) {
      verdict.reason = 'usual';
    }
    verdict.agreed = verdict.score >= 1 && support >= 1;
  }
}

/** Signed distance from the expected value in half bands: the series without its seasons and its unit. */
function relativeDeviation(value: number, { expected, lower, upper }: Verdict): number {
  const deviation = value - expected;
  return deviation >= 0 ? deviation / (upper - expected) : deviation / (expected - lower);
}

/** The forest sees half bands; people read the unit of the series. */
function inSeriesUnit(contribution: FeatureContribution, value: number, band: Verdict): FeatureContribution {
  const halfBand = (band.upper - band.lower) / 2;
  const origin = contribution.name === 'value' || contribution.name === 'rolling_mean' ? band.expected : 0;
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
  const verdict = newVerdict();
  const deviations = training.values.map((value, index) => {
    scorer.judge(training.timestampsMs[index]!, value, verdict);
    return relativeDeviation(value, verdict);
  });
  const forest = learnForest({ ...training, values: deviations }, options, COMPACT_FOREST);
  const absence = absenceMethod.learn(training, options);
  return {
    parameters: { band: band.parameters, forest, absence: absence.parameters },
    seasonsMs: band.seasonsMs,
    expectedFalseAlarmsPerWeek: band.expectedFalseAlarmsPerWeek,
  };
}

export const ensembleMethod: DetectorMethod<EnsembleParameters, EnsembleState> = {
  kind: 'ensemble',
  version: 2,
  invariantTo: { scale: true, shift: false },
  scoresGaps: true,
  learn,
  scorer: (parameters, options, state) => new EnsembleScorer(parameters, options, state),
};

/**
 * The default detector. The seasonal band measures how far a point is off; an Isolation Forest on what the band leaves
 * unexplained says whether that is unusual behaviour too: without its support a point must be 1.3 half bands off to
 * score 1, with it 1. Absence is scored beside them and wins where it is worse. `agreed` = band and forest, or a typed
 * absence. Most points are decided by the band in O(1); none is learned from.
 */
export const ensemble = defineDetector(ensembleMethod);
