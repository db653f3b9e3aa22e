import type { BacktestFire, BacktestLevel, BacktestResult } from '@vigil/contract';
import { formatDuration } from '../detection/format-value.ts';

const maxRows = 50;

/** The fires of one sensitivity, and how many there would be per week at each. */
export function backtestTable(result: BacktestResult, sensitivity: number): string {
  const own = result.levels.find((level) => level.sensitivity === sensitivity) ?? result.levels[0]!;
  const replayed = `${result.seriesReplayed} of ${result.seriesFound} series, ${result.from} to ${result.to}`;
  return [
    replayed,
    ...result.notices,
    '',
    ...fireLines(own),
    '',
    ...columns([
      ['sensitivity', 'fires', 'per week'],
      ...result.levels.map((level) => [
        String(level.sensitivity),
        String(level.fireCount),
        level.firesPerWeek.toFixed(1),
      ]),
    ]),
  ].join('\n');
}

function fireLines({ fires, fireCount, sensitivity }: BacktestLevel): string[] {
  if (fires.length === 0) {
    return [`Nothing would have been found at sensitivity ${sensitivity}.`];
  }
  const shown = fires.slice(0, maxRows);
  const rest = fireCount - shown.length;
  return [
    ...columns([['onset', 'detected', 'lasted', 'severity', 'peak', 'series'], ...shown.map(cells)]),
    ...(rest > 0 ? [`… and ${rest} more; --json has them`] : []),
  ];
}

function cells({ onsetAt, detectedAt, endedAt, severity, peakScore, labels }: BacktestFire): string[] {
  const lasted = endedAt === null ? 'still open' : formatDuration(Date.parse(endedAt) - Date.parse(onsetAt));
  const series = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return [onsetAt, detectedAt, lasted, severity, peakScore.toFixed(2), series.join(' ')];
}

function columns(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd()
  );
}
