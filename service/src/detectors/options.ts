import { isCalendarDay } from './calendar/holidays.ts';
import { isTimeZone } from './calendar/local-clock.ts';
import type { DetectorOptions } from './detector.ts';

const DAY_MS = 86_400_000;

export const defaultOptions: DetectorOptions = {
  direction: 'both',
  minDeviation: 0,
  minRelativeDeviation: 0,
  dataRange: [null, null],
  contamination: 0.01,
  trainingWindowMs: 7 * DAY_MS,
  minSamples: 60,
  seasonsMs: [DAY_MS, 7 * DAY_MS],
  sensitivity: 1,
  maskedWindows: [],
  timeZone: 'UTC',
  holidays: [],
  acceptedLevels: [],
  signal: 'gauge',
  seed: 1,
};

/** Fills in the defaults; throws RangeError naming the first option that is out of bounds. */
export function resolveOptions(options: Partial<DetectorOptions> = {}): DetectorOptions {
  const resolved = { ...defaultOptions, ...options };
  const [low, high] = resolved.dataRange;
  const rules: ReadonlyArray<readonly [boolean, string]> = [
    [resolved.minDeviation >= 0, 'minDeviation must not be negative'],
    [resolved.minRelativeDeviation >= 0, 'minRelativeDeviation must not be negative'],
    [low === null || high === null || low < high, 'dataRange must be ascending'],
    [resolved.contamination > 0 && resolved.contamination <= 0.5, 'contamination must be above 0 and at most 0.5'],
    [resolved.trainingWindowMs > 0, 'trainingWindowMs must be positive'],
    [Number.isInteger(resolved.minSamples) && resolved.minSamples > 0, 'minSamples must be a positive integer'],
    [resolved.seasonsMs.every((seasonMs) => seasonMs > 0), 'seasonsMs must be positive'],
    [resolved.sensitivity > 0 && Number.isFinite(resolved.sensitivity), 'sensitivity must be positive'],
    [
      resolved.maskedWindows.every((window) => window.fromMs <= window.toMs),
      'maskedWindows must not end before they start',
    ],
    [isTimeZone(resolved.timeZone), `timeZone must be an IANA name such as Europe/Berlin, not ${resolved.timeZone}`],
    [resolved.holidays.every(isCalendarDay), 'holidays must be days such as 2026-12-25'],
    [
      resolved.acceptedLevels.every(({ fromMs }) => Number.isFinite(fromMs)),
      'acceptedLevels must begin at a time in epoch milliseconds',
    ],
    [Number.isFinite(resolved.seed), 'seed must be a number'],
  ];
  for (const [holds, complaint] of rules) {
    if (!holds) {
      throw new RangeError(complaint);
    }
  }
  return resolved;
}
