/** One line of the benchmark: a figure, what it is compared with in the same run, and their quotient. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What `ratio` divides by, with its own figure, e.g. "rolling z-score: 24000000 points/s". */
  readonly reference: string;
  /** value / reference value; machines are noisy, so compare ratios between runs, not values. */
  readonly ratio: number;
}

export function compare(
  name: string,
  unit: string,
  value: number,
  reference: { name: string; value: number }
): BenchRow {
  return {
    name,
    value: rounded(value),
    unit,
    reference: `${reference.name}: ${rounded(reference.value)} ${unit}`,
    ratio: rounded(value / reference.value),
  };
}

/** Four significant digits, or whole numbers above that. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}

/** The rows as aligned columns for a terminal. */
export function formatRows(rows: readonly BenchRow[]): string {
  const cells = [
    ['name', 'value', 'unit', 'ratio', 'reference'],
    ...rows.map(({ name, value, unit, ratio, reference }) => [name, String(value), unit, String(ratio), reference]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()
    )
    .join('\n');
}
