import { innovationEnergies } from './innovation.ts';
import type { MultivariateViews } from './multivariate-model.ts';
import { whitenedEnergies } from './whitening.ts';

/** Level and beside the season; the innovations follow. */
const WHITENED_VIEWS = 2;

/** Looks at rows one after the other; each row's view depends on it and the few before it alone. */
export class RowViews {
  /** For each view the squared deviation that each metric has in the newest row. */
  readonly energies: readonly Float64Array[];
  readonly #views: MultivariateViews;
  readonly #level: Float64Array;
  /** Rows without season, the newest at `#row % length`. */
  readonly #recent: readonly Float64Array[];
  #row = -1;
  #known = 0;

  constructor(views: MultivariateViews) {
    const metrics = views.scales.length;
    const memory = 1 + Math.max(...views.innovations.flatMap(({ lags }) => lags));
    this.#views = views;
    this.#level = new Float64Array(metrics);
    this.#recent = Array.from({ length: memory }, () => new Float64Array(metrics));
    this.energies = Array.from({ length: WHITENED_VIEWS + views.innovations.length }, () => new Float64Array(metrics));
  }

  /**
   * @param values one per metric, NaN keeps the last
   * @param row number of the row, counted as in training, which gives its phase in the season
   */
  observe(values: ArrayLike<number>, row: number): void {
    this.#known = row === this.#row + 1 ? Math.min(this.#known + 1, this.#recent.length) : 1;
    this.#row = row;
    this.#standardise(values);
    const { level, besideSeason, innovations } = this.#views;
    const current = this.#past(0);
    whitenedEnergies(level, this.#level, this.energies[0]!);
    whitenedEnergies(besideSeason, current, this.energies[1]!);
    innovations.forEach((innovation, index) => {
      innovationEnergies(innovation, current, (lag) => this.#past(lag), this.energies[WHITENED_VIEWS + index]!);
    });
  }

  /** Mahalanobis distance, or size of the prediction error, in one view. */
  distance(view: number): number {
    return Math.sqrt(this.energies[view]!.reduce((sum, energy) => sum + energy, 0));
  }

  #standardise(values: ArrayLike<number>): void {
    const { scales, season } = this.#views;
    const current = this.#past(0);
    const phase = season ? (this.#row % season.periodRows) * scales.length : 0;
    scales.forEach(({ column, center, spread }, metric) => {
      const value = values[column]!;
      if (Number.isFinite(value)) {
        this.#level[metric] = (value - center) / spread;
      }
      current[metric] = this.#level[metric]! - (season ? season.profile[phase + metric]! : 0);
    });
  }

  /** The row `lag` rows back, or the oldest that is known since the start or the last gap. */
  #past(lag: number): Float64Array {
    const back = Math.min(lag, this.#known - 1);
    return this.#recent[(this.#row - back) % this.#recent.length]!;
  }
}
