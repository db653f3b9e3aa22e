import { dateTimeFormat, getTimeZone } from '@grafana/data';
import { countOf, formatScore } from '../../../shared/formatValue';
import type { HeatRow } from './heatRows';

const leastPercent = 0.1;

/** A share with one digit where that tells more, e.g. `0.4 %`; never 0 for something. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < leastPercent) {
    return `< ${leastPercent} %`;
  }
  return `${percent.toFixed(percent > 0 && percent < 10 ? 1 : 0)} %`;
}

/** Both ends of a span of time, the date where they lie on different days. */
export function spanText(fromMs: number, toMs: number): string {
  const timeZone = getTimeZone();
  const day = (atMs: number) => dateTimeFormat(atMs, { timeZone, format: 'YYYY-MM-DD' });
  const format = day(fromMs) === day(toMs) ? 'HH:mm' : 'YYYY-MM-DD HH:mm';
  return `${dateTimeFormat(fromMs, { timeZone, format: 'YYYY-MM-DD HH:mm' })} – ${dateTimeFormat(toMs, { timeZone, format })}`;
}

/** What one cell says in words. */
export function cellText({ group }: HeatRow, column: number): string {
  const share = group.shares[column];
  if (share === null || share === undefined) {
    return 'Nothing was scored.';
  }
  const series = countOf(group.seriesCount, 'series', 'series');
  return `${shareText(share)} of ${series} anomalous, peak score ${formatScore(group.peakScores[column])}.`;
}
