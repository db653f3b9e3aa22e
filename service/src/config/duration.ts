const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const wordSeconds: Readonly<Record<string, number>> = { hourly: 3600, daily: 86_400, weekly: 604_800 };

/** Schedules of the forms that repeat evenly, and how many seconds lie between two runs. */
const schedules: ReadonlyArray<readonly [RegExp, (match: RegExpExecArray) => number]> = [
  [/^\d+ \*\/(\d+) \* \* \*$/, ([, hours]) => Number(hours) * 3600],
  [/^\d+ \* \* \* \*$/, () => 3600],
  [/^\d+ \d+ \* \* \*$/, () => 86_400],
  [/^\d+ \d+ \* \* [0-7]$/, () => 604_800],
];

/** Seconds of `7d`, `90m`, `daily`, or of a cron expression that repeats evenly; null for anything else. */
export function parseDurationSeconds(text: string): number | null {
  const trimmed = text.trim().replace(/^@/, '').toLowerCase();
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?(s|m|h|d|w)$/.exec(trimmed) ?? [];
  if (amount !== undefined && unit !== undefined) {
    return Number(amount) * unitSeconds[unit]!;
  }
  for (const [pattern, secondsOf] of schedules) {
    const match = pattern.exec(trimmed);
    if (match !== null) {
      return secondsOf(match);
    }
  }
  return wordSeconds[trimmed] ?? null;
}
