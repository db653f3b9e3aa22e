import type { DatasetRow } from './read-dataset.ts';

/** What a spreadsheet would take for the beginning of a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * Comma-separated values (RFC 4180): `timestamp` in ISO 8601, `value`, `score` (empty where nothing could be scored) and,
 * when asked for, `series`. Text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function toDatasetCsv(rows: readonly DatasetRow[], { withSeries }: { withSeries: boolean }): string {
  const header = ['timestamp', 'value', 'score', ...(withSeries ? ['series'] : [])];
  const lines = rows.map(({ timestampMs, value, score, seriesKey }) => [
    new Date(timestampMs).toISOString(),
    String(value),
    score === null ? '' : String(score),
    ...(withSeries ? [textField(seriesKey)] : []),
  ]);
  return [header, ...lines].map((fields) => `${fields.join(',')}\r\n`).join('');
}

function textField(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
