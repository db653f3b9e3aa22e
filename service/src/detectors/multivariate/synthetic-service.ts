import { seededRandom } from '../random.ts';

export const DAY_ROWS = 96;

/** Load that comes and goes with the day, and what follows from it, for tests. */
export const serviceMetrics = ['requests', 'cpu', 'connections', 'latency', 'queue', 'errors'] as const;

/** One column per metric of `serviceMetrics`, rows every 15 minutes; the same seed gives the same rows. */
export function syntheticService(days: number, seed = 1): Float64Array[] {
  const random = seededRandom(seed);
  const noise = () => (random() + random() + random() - 1.5) / 1.5;
  const columns = serviceMetrics.map(() => new Float64Array(days * DAY_ROWS));
  let drift = 0;
  for (let row = 0; row < days * DAY_ROWS; row++) {
    drift = 0.8 * drift + 0.1 * noise();
    const load = 1 + 0.6 * Math.sin((2 * Math.PI * row) / DAY_ROWS) + drift;
    const values = [
      120 * load + 3 * noise(),
      0.3 * load + 0.01 * noise(),
      40 * load + noise(),
      0.08 + 0.004 * load + 0.004 * noise(),
      5 + noise(),
      random() < 0.04 ? random() : 0,
    ];
    values.forEach((value, metric) => {
      columns[metric]![row] = value;
    });
  }
  return columns;
}
