/** Mean of each value and its neighbours, half of `width` to either side; fewer at the ends. */
export function centredMean(values: Float64Array, width: number): Float64Array {
  const reach = width >> 1;
  return values.map((_, index) => {
    const from = Math.max(0, index - reach);
    const to = Math.min(values.length, index + reach + 1);
    let total = 0;
    for (let neighbour = from; neighbour < to; neighbour++) {
      total += values[neighbour]!;
    }
    return total / (to - from);
  });
}

/** Mean of each value and its neighbours, weighted down to nothing beyond `reach`; what is not there counts as 0. */
export function triangularMean(values: Float64Array, reach: number): Float64Array {
  return values.map((_, index) => {
    const from = Math.max(0, index - reach);
    const to = Math.min(values.length - 1, index + reach);
    let total = 0;
    for (let neighbour = from; neighbour <= to; neighbour++) {
      total += values[neighbour]! * (reach + 1 - Math.abs(neighbour - index));
    }
    return total / (reach + 1) ** 2;
  });
}
