import type { CorrelatedSeries } from '@vigil/contract';
import { formatDuration } from '../../../../shared/formatInstant';
import { formatValue, noValue } from '../../../../shared/formatValue';

const largestPercent = 1000;

/** How the level changed, e.g. `240 ms → 2.1 s`. */
export function levelWords({ presence, baselineMedian, windowMedian, unit }: CorrelatedSeries): string {
  const before = formatValue(baselineMedian, unit);
  const now = formatValue(windowMedian, unit);
  return { present: `${before} → ${now}`, appeared: `new, ${now}`, vanished: `${before}, then gone` }[presence];
}

/** The same as a share, as a factor where that is easier to read: `+35 %`, `×12`. */
export function relativeWords({ relativeChange }: CorrelatedSeries): string {
  if (relativeChange === null) {
    return noValue;
  }
  const percent = relativeChange * 100;
  return percent >= largestPercent
    ? `×${(relativeChange + 1).toFixed(0)}`
    : `${percent >= 0 ? '+' : '−'}${Math.abs(percent).toFixed(0)} %`;
}

/** When it moved in relation to the anomaly. */
export function lagWords({ lag }: CorrelatedSeries): string {
  if (lag === null) {
    return noValue;
  }
  const opposite = lag.correlation < 0 ? ', opposite' : '';
  if (lag.seconds === 0) {
    return `together${opposite}`;
  }
  const distance = formatDuration(Math.abs(lag.seconds) * 1000);
  return `${distance} ${lag.seconds < 0 ? 'before' : 'after'}${opposite}`;
}

/** What tells the series from others of its detector. */
export function labelWords({ labels, service }: CorrelatedSeries): string {
  return Object.entries(labels)
    .filter(([, value]) => value !== service)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
