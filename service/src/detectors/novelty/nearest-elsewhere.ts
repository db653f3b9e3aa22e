/** Equal values may crowd a place in the order; beyond so many neighbours in it the nearest elsewhere is not looked for. */
const MAX_NEIGHBOURS = 200;

/**
 * For each value the distance to the nearest one that is further away in time than its neighbourhood.
 *
 * @param neighbourhood samples before and after that do not count
 * @returns one distance per value, 0 where there is no such other value
 */
export function nearestElsewhere(values: Float64Array, neighbourhood: number): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((one, other) => values[one]! - values[other]!);
  const distances = new Float64Array(values.length);
  order.forEach((index, place) => {
    const below = search(values, order, place, -1, neighbourhood);
    const above = search(values, order, place, 1, neighbourhood);
    const nearest = Math.min(below, above);
    distances[index] = Number.isFinite(nearest) ? nearest : 0;
  });
  return distances;
}

function search(
  values: Float64Array,
  order: Uint32Array,
  place: number,
  direction: 1 | -1,
  neighbourhood: number
): number {
  const index = order[place]!;
  for (let step = 1; step <= MAX_NEIGHBOURS; step++) {
    const other = order[place + direction * step];
    if (other === undefined) {
      break;
    }
    if (Math.abs(other - index) > neighbourhood) {
      return Math.abs(values[other]! - values[index]!);
    }
  }
  return Number.POSITIVE_INFINITY;
}
