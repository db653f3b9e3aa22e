/** One line of the benchmark: a figure, what it is compared with in the same run, and their quotient. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What `ratio` divides by, with its own figure, e.g. "rolling z-score: 24000000 points/s"; or why there is none. */
  readonly reference: string;
  /** value / reference value; machines are noisy, so compare ratios between runs, not values. Null without a reference. */
  readonly ratio: number | null;
  /** What the ratio must keep. */
  readonly limit: Limit | null;
}

export type Limit = { readonly atLeast: number } | { readonly atMost: number };

export function compare(
  name: string,
  unit: string,
  value: number,
  reference: { name: string; value: number },
  limit: Limit | null = null
): BenchRow {
  return {
    name,
    value: rounded(value),
    unit,
    reference: `${reference.name}: ${rounded(reference.value)} ${unit}`,
    ratio: rounded(value / reference.value),
    limit,
  };
}

/** A figure whose reference could not be measured on this machine. */
export function withoutReference(name: string, unit: string, value: number, reason: string): BenchRow {
  return { name, value: rounded(value), unit, reference: reason, ratio: null, limit: null };
}

export function missesLimit({ ratio, limit }: BenchRow): boolean {
  if (ratio === null || limit === null) {
    return false;
  }
  return 'atLeast' in limit ? ratio < limit.atLeast : ratio > limit.atMost;
}

/** Four significant digits, or whole numbers above that. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}

const headings = ['name', 'value', 'unit', 'ratio', 'limit', 'reference'] as const;

/** The rows as aligned columns for a terminal. */
export function formatRows(rows: readonly BenchRow[]): string {
  return aligned([[...headings], ...rows.map(cellsOf)])
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

/** The rows as a table of a document. */
export function formatMarkdown(rows: readonly BenchRow[]): string {
  const [heading = [], ...lines] = aligned([[...headings], ...rows.map(cellsOf)]);
  const rule = heading.map((cell) => '-'.repeat(cell.length));
  return [heading, rule, ...lines].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function aligned(rows: ReadonlyArray<readonly string[]>): string[][] {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)));
}

function cellsOf(row: BenchRow): string[] {
  return [
    row.name,
    String(row.value),
    row.unit,
    row.ratio === null ? '-' : String(row.ratio),
    limitText(row),
    row.reference,
  ];
}

function limitText(row: BenchRow): string {
  if (row.limit === null) {
    return '-';
  }
  const bound = 'atLeast' in row.limit ? `≥ ${row.limit.atLeast}` : `≤ ${row.limit.atMost}`;
  return missesLimit(row) ? `${bound} MISSED` : bound;
}
