import type { MultivariateModel, UsualDistance } from './multivariate-model.ts';
import { RowViews } from './row-views.ts';

/**
 * Scores the rows of one service as they come: a score depends on its row and the few before it, never on later ones.
 * A row whose number does not follow the last one starts anew.
 */
export class MultivariateScorer {
  readonly #model: MultivariateModel;
  readonly #views: RowViews;

  constructor(model: MultivariateModel) {
    this.#model = model;
    this.#views = new RowViews(model.views);
  }

  /**
   * @param values one per metric in the order of training; NaN where there is none, which keeps the last
   * @param row number of the row, counted as in training
   * @returns 1 at the boundary
   */
  score(values: ArrayLike<number>, row: number): number {
    this.#views.observe(values, row);
    return evidenceOf(this.#views, this.#model.usual) / this.#model.boundary;
  }

  /** Adds to each metric the part of the newest row's squared evidence that belongs to it. */
  addContributions(totals: Float64Array): void {
    const { usual, views } = this.#model;
    usual.forEach((distance, view) => {
      const energies = this.#views.energies[view]!;
      const energy = this.#views.distance(view) ** 2;
      const weight = energy > 0 ? excess(this.#views.distance(view), distance) ** 2 / energy : 0;
      views.scales.forEach(({ column }, metric) => {
        totals[column]! += weight * energies[metric]!;
      });
    });
  }
}

/** Root mean square over the views of how far each is above what is usual for it. */
export function evidenceOf(views: RowViews, usual: readonly UsualDistance[]): number {
  const squares = usual.reduce((sum, distance, view) => sum + excess(views.distance(view), distance) ** 2, 0);
  return Math.sqrt(squares / usual.length);
}

function excess(distance: number, { middle, range }: UsualDistance): number {
  return range > 0 ? Math.max(0, distance - middle) / range : 0;
}
