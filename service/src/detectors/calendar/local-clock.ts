const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1970-01-01 was a Thursday: the fourth day after a Sunday. */
const WEEKDAY_OF_EPOCH = 4;
const MAX_KNOWN_DAYS = 2_000;

/** The offset of a zone on one UTC day, which changes at most once. */
interface DayOffset {
  readonly beforeMs: number;
  readonly changeMs: number;
  readonly afterMs: number;
}

/**
 * Wall-clock time of an IANA time zone as milliseconds that can be taken apart like UTC, so that "night" and "Monday"
 * stay where people have them when clocks change.
 */
export class LocalClock {
  readonly #offsets = new Map<number, DayOffset>();
  readonly #format: Intl.DateTimeFormat | null;

  constructor(timeZone: string) {
    this.#format =
      timeZone === 'UTC' ? null : new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  localMs(timestampMs: number): number {
    if (this.#format === null) {
      return timestampMs;
    }
    const day = Math.floor(timestampMs / DAY_MS);
    const { beforeMs, changeMs, afterMs } = this.#offsets.get(day) ?? this.#learnDay(this.#format, day);
    return timestampMs + (timestampMs < changeMs ? beforeMs : afterMs);
  }

  /** The instant at which the wall clock shows `localMs`; the later one where it shows it twice. */
  instantOf(localMs: number): number {
    const guessMs = localMs - (this.localMs(localMs) - localMs);
    return localMs - (this.localMs(guessMs) - guessMs);
  }

  #learnDay(format: Intl.DateTimeFormat, day: number): DayOffset {
    const [fromMs, toMs] = [day * DAY_MS, (day + 1) * DAY_MS];
    const [beforeMs, afterMs] = [offsetAt(format, fromMs), offsetAt(format, toMs)];
    const changeMs = beforeMs === afterMs ? toMs : findChange(format, fromMs, toMs);
    const offset = { beforeMs, changeMs, afterMs };
    if (this.#offsets.size >= MAX_KNOWN_DAYS) {
      this.#offsets.clear();
    }
    this.#offsets.set(day, offset);
    return offset;
  }
}

const clocks = new Map<string, LocalClock>();

/** One clock for all models of a zone. Throws RangeError for a name that is no IANA time zone. */
export function clockOf(timeZone: string): LocalClock {
  const known = clocks.get(timeZone) ?? new LocalClock(timeZone);
  clocks.set(timeZone, known);
  return known;
}

export function isTimeZone(timeZone: string): boolean {
  try {
    clockOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The same time of day on the Sunday before, or on the day itself when it is one. */
export function onSunday(localMs: number): number {
  const day = Math.floor(localMs / DAY_MS);
  return localMs - ((((day + WEEKDAY_OF_EPOCH) % 7) + 7) % 7) * DAY_MS;
}

function findChange(format: Intl.DateTimeFormat, fromMs: number, toMs: number): number {
  const beforeMs = offsetAt(format, fromMs);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2_000) * 1_000;
    if (offsetAt(format, middle) === beforeMs) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** Reads "GMT+05:30"; plain "GMT" is UTC. */
function offsetAt(format: Intl.DateTimeFormat, timestampMs: number): number {
  const name = format.formatToParts(timestampMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1_000);
}
