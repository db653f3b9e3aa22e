/** Samples of one series as columns of equal length, timestamps (epoch milliseconds) ascending; NaN is "no value here". */
export interface Series {
  readonly timestampsMs: Float64Array;
  readonly values: Float64Array;
}

/** A span of time, both ends inside, that must not be learned from: an incident, maintenance, a known bad deploy. */
export interface MaskedWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
}

/** The level that a series has had since then is its usual one; what was learned before is moved to it. */
export interface AcceptedLevel {
  readonly fromMs: number;
}

/**
 * What the values are. `gauge`: as they are, also a rate made by the query. `counter`: a total that only grows and starts
 * from zero again when its process does; it is scored as a rate per second. `log` and `trace`: how many lines or spans
 * there were, so that nothing at all is silence.
 */
export type Signal = 'gauge' | 'counter' | 'log' | 'trace';

export type Direction = 'up' | 'down' | 'both';

/** What an operator decides about a series; every detector takes all of it. */
export interface DetectorOptions {
  /** The side on which a deviation matters. */
  readonly direction: Direction;
  /** Smallest deviation from the expected value that may score 1, in the series' unit. */
  readonly minDeviation: number;
  /** The same as a share of the expected value, e.g. 0.1. */
  readonly minRelativeDeviation: number;
  /** Values outside are critical whatever was learned; null leaves a side open. */
  readonly dataRange: readonly [number | null, number | null];
  /** Share of the training samples presumed anomalous, above 0 and at most 0.5. */
  readonly contamination: number;
  /** Only this much of the newest history is learned from. */
  readonly trainingWindowMs: number;
  /** With fewer usable samples a model answers `too-few-samples` instead of guessing. */
  readonly minSamples: number;
  /** Periods to look for; those that explain nothing are dropped. */
  readonly seasonsMs: readonly number[];
  /** Divides the distance to the boundary: 2 alarms at half the deviation, 0.5 at twice. */
  readonly sensitivity: number;
  readonly maskedWindows: readonly MaskedWindow[];
  /** IANA time zone of the people whose days and nights the series follows. */
  readonly timeZone: string;
  /** Local days, e.g. 2026-12-25, that are not learned from and may be as a Sunday is. */
  readonly holidays: readonly string[];
  /** Times from which on somebody has accepted the level of the series as the new usual one. */
  readonly acceptedLevels: readonly AcceptedLevel[];
  readonly signal: Signal;
  /** Same seed, same data, same options: same model. */
  readonly seed: number;
}

export type DetectorKind =
  'isolation-forest' | 'seasonal-band' | 'level-shift' | 'waveform' | 'novelty' | 'absence' | 'ensemble';

/**
 * `healthy`: enough varied data. `thin`: less than a day or too few samples, so boundaries are wide.
 * `flat`: the series never moved, so any movement is new. `stale`: trained too long ago (see `qualityAt`).
 */
export type ModelQuality = 'healthy' | 'thin' | 'flat' | 'stale';

/** What one trained model knows about its own training. */
export interface ModelCard {
  readonly kind: DetectorKind;
  readonly trainedFromMs: number;
  readonly trainedToMs: number;
  /** Median distance between samples. */
  readonly stepMs: number;
  readonly samples: number;
  readonly maskedSamples: number;
  /** The masked windows that really took samples away. */
  readonly maskedWindows: readonly MaskedWindow[];
  readonly quality: ModelQuality;
  /** The seasons that were found, not those that were looked for. */
  readonly seasonsMs: readonly number[];
  /** Median and robust standard deviation of what was learned from, in the series' unit. */
  readonly level: number;
  readonly spread: number;
  /** Excursions over the boundary that ordinary noise is expected to make; null when the method cannot say. */
  readonly expectedFalseAlarmsPerWeek: number | null;
}

export type ScoreReason =
  | 'usual'
  | 'above-band'
  | 'below-band'
  | 'level-shift'
  | 'trend-break'
  | 'waveform'
  | 'isolated'
  | 'novel'
  | 'drop-to-zero'
  | 'log-silence'
  | 'trace-silence'
  | 'flatline'
  | 'stuck'
  | 'stuck-counter'
  | 'gone'
  | 'target-gone'
  | 'label-set-gone'
  | 'out-of-range'
  | 'no-value'
  | 'duplicate'
  | 'out-of-order'
  | 'too-few-samples';

/** How much one feature has to do with a score; shares of one point sum to 1. */
export interface FeatureContribution {
  readonly name: string;
  readonly value: number;
  readonly expected: number | null;
  readonly share: number;
}

export interface ScoredPoint {
  readonly timestampMs: number;
  /** Null where the series had no value. */
  readonly value: number | null;
  /** 1 is the boundary and 2 critical for every detector; null when there is nothing to score, see `reason`. */
  readonly score: number | null;
  /** Null when the method has no notion of an expected value. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Every method consulted calls this point anomalous: the condition to open an incident without an alert. */
  readonly agreed: boolean;
  readonly reason: ScoreReason;
  /** When the deviation began that this point belongs to, where the method can date it. */
  readonly onsetMs: number | null;
  /** Filled for the worst point since the score was last below 1: what a sentence about the anomaly is made of. */
  readonly features: readonly FeatureContribution[];
}

/** One verdict after the other in the same object, so that scoring a history allocates nothing; NaN is "none". */
export interface Verdict {
  score: number;
  expected: number;
  lower: number;
  upper: number;
  agreed: boolean;
  reason: ScoreReason;
  onsetMs: number;
}

/** A model as JSON. `parameters` are fixed by training, `state` moves with each point and is small. */
export interface ModelSnapshot {
  readonly kind: DetectorKind;
  readonly version: number;
  readonly options: DetectorOptions;
  readonly card: ModelCard;
  readonly parameters: unknown;
  readonly state: unknown;
}

/**
 * A trained model following one series.
 *
 * Points must come in time order: an older timestamp is answered `out-of-order`, an equal one `duplicate`, both
 * without a score and without effect. NaN and ±Infinity mean "no value at this time": no score, except from detectors
 * of absence. The interval between points may differ from that of training and may change at any time.
 */
export interface DetectorModel {
  readonly kind: DetectorKind;
  readonly card: ModelCard;
  /** Scores the next point and moves the state on. */
  score(timestampMs: number, value: number): ScoredPoint;
  /** The same numbers without a point and its features, for whole histories. */
  judge(timestampMs: number, value: number, verdict: Verdict): void;
  /** Everything needed to go on elsewhere with identical scores. */
  snapshot(): ModelSnapshot;
  /** The moving part of `snapshot()` alone, to be saved often. */
  state(): unknown;
  /** The same parameters before any point was seen. */
  fork(): DetectorModel;
}

export interface DetectorFactory {
  readonly kind: DetectorKind;
  /** What a change of unit (factor) or of origin (offset) does not alter in the scores. */
  readonly invariantTo: { readonly scale: boolean; readonly shift: boolean };
  /**
   * Learns from history. The model starts before its first point: follow with `warmUp` to go on live.
   * Throws RangeError for options outside their bounds and for unordered or unequal columns.
   */
  fit(series: Series, options?: Partial<DetectorOptions>): DetectorModel;
  /** Throws Error when the snapshot was made by another kind or an incompatible version: then fit again. */
  restore(snapshot: ModelSnapshot): DetectorModel;
}
