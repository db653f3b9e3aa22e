import type { MaskedWindow } from '../detector.ts';
import { clockOf } from './local-clock.ts';

const DAY_MS = 86_400_000;

export interface Calendar {
  /** IANA name, e.g. Europe/Berlin. */
  readonly timeZone: string;
  /** Days as people write them there, e.g. 2026-12-25. */
  readonly holidays: readonly string[];
}

/** Whether a text is a day that exists, written year-month-day. */
export function isCalendarDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(text) !== null;
}

/** From midnight to midnight on the wall clock: what is not learned from. */
export function holidayWindows({ timeZone, holidays }: Calendar): MaskedWindow[] {
  const clock = clockOf(timeZone);
  return holidays.flatMap((text) => {
    const day = dayOf(text);
    return day === null
      ? []
      : [
          {
            fromMs: clock.instantOf(day * DAY_MS),
            toMs: clock.instantOf((day + 1) * DAY_MS) - 1,
            reason: `holiday ${text}`,
          },
        ];
  });
}

/** Local days since 1970-01-01 that are holidays. */
export function holidayNumbers(holidays: readonly string[]): ReadonlySet<number> {
  return new Set(holidays.flatMap((text) => dayOf(text) ?? []));
}

function dayOf(text: string): number | null {
  const startMs = Date.parse(`${text}T00:00:00Z`);
  const isReal = Number.isFinite(startMs) && new Date(startMs).toISOString().startsWith(text);
  return isReal ? startMs / DAY_MS : null;
}
