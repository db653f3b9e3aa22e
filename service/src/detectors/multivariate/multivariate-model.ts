import type { Innovation } from './innovation.ts';
import type { MetricScale } from './metric-rows.ts';
import type { SeasonProfile } from './season-profile.ts';
import type { Whitening } from './whitening.ts';

/** What the metrics of one service usually do together, seen in four ways. */
export interface MultivariateViews {
  /** The metrics that vary; only they are scored. */
  readonly scales: readonly MetricScale[];
  readonly season: SeasonProfile | null;
  /** How the metrics lie to each other. */
  readonly level: Whitening;
  /** The same without what the season explains. */
  readonly besideSeason: Whitening;
  /** How each follows from its past, shortly before and some rows before. */
  readonly innovations: readonly Innovation[];
}

/** Median of one view's distances, and how far above it their 99th percentile lies. */
export interface UsualDistance {
  readonly middle: number;
  readonly range: number;
}

/** Everything that was learned; plain data. */
export interface MultivariateModel {
  /** How many values a row has. */
  readonly columns: number;
  readonly views: MultivariateViews;
  /** One for each view: level, beside the season, innovations. */
  readonly usual: readonly UsualDistance[];
  /** Evidence that usual rows pass as seldom as `falseAlarmsPerWeek` says. */
  readonly boundary: number;
}

export interface MultivariateOptions {
  /** Distance between rows. */
  readonly stepMs: number;
  /** The first rows, as many, are presumed to be normal: what is usual is learned from them if they are enough. */
  readonly normalRows: number;
  /** Season in rows; null looks for one. */
  readonly seasonRows: number | null;
  /** Excursions over the boundary to be expected of rows that are like those that were learned from. */
  readonly falseAlarmsPerWeek: number;
}

export const defaultMultivariateOptions: MultivariateOptions = {
  stepMs: 60_000,
  normalRows: 0,
  seasonRows: null,
  falseAlarmsPerWeek: 0.5,
};
