import { formattedValueToString, getValueFormat } from '@grafana/data';
import { grafanaUnit } from './grafanaUnit';

export const noValue = '–';

/** A sample with its unit, e.g. `1.82 s`. */
export function formatValue(value: number | null, unit: string): string {
  if (value === null) {
    return noValue;
  }
  return formattedValueToString(getValueFormat(grafanaUnit(unit))(value));
}

export function formatScore(score: number | null): string {
  return score === null ? noValue : score.toFixed(2);
}

export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? singular : plural}`;
}
