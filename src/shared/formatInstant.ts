import { dateTimeFormat, dateTimeFormatTimeAgo, dateTimeParse, getTimeZone } from '@grafana/data';

const secondMs = 1000;
const units: ReadonlyArray<[name: string, lengthMs: number]> = [
  ['d', 86_400 * secondMs],
  ['h', 3_600 * secondMs],
  ['min', 60 * secondMs],
  ['s', secondMs],
];

export function toMs(instant: string): number {
  return dateTimeParse(instant).valueOf();
}

export function formatInstant(instant: string): string {
  return dateTimeFormat(instant, { timeZone: getTimeZone() });
}

/** The time of day, with the date when it is not today's. */
export function formatSince(instant: string, nowMs = Date.now()): string {
  const options = { timeZone: getTimeZone() };
  const day = (value: string | number) => dateTimeFormat(value, { ...options, format: 'YYYY-MM-DD' });
  const format = day(instant) === day(nowMs) ? 'HH:mm' : 'YYYY-MM-DD HH:mm';
  return dateTimeFormat(instant, { ...options, format });
}

export function formatAgo(instant: string): string {
  return dateTimeFormatTimeAgo(instant, { timeZone: getTimeZone() });
}

/** A length of time in its two largest units, e.g. `2 h 5 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < secondMs) {
    return `${Math.max(0, Math.round(durationMs))} ms`;
  }
  const parts: string[] = [];
  let restMs = durationMs;
  for (const [name, lengthMs] of units) {
    const count = Math.floor(restMs / lengthMs);
    restMs -= count * lengthMs;
    if (count > 0) {
      parts.push(`${count} ${name}`);
    }
    if (parts.length > 0 && (parts.length === 2 || count === 0)) {
      break;
    }
  }
  return parts.join(' ');
}

export function formatElapsed(from: string, to: string | null, nowMs = Date.now()): string {
  return formatDuration((to === null ? nowMs : toMs(to)) - toMs(from));
}
