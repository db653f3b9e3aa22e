import type { MetricsSource, TimeRange } from '../telemetry/telemetry.ts';
import type { DetectorReading } from './read-round.ts';

const freshnessQuery = 'time() - max(timestamp(up))';

/** Tells the steps at which the metrics source itself had nothing fresh, so that a missing value proves nothing. */
export interface BlindSteps {
  isBlind(timestampMs: number): boolean;
}

export const nothingIsBlind: BlindSteps = { isBlind: () => false };

export interface FreshnessLimits {
  /** The newest scrape of anything may be this old. */
  staleAfterMs: number;
  /** Rates need this long after a gap before they have values again. */
  recoveryMs: number;
}

/** The part of time in which values were asked for and could have been there. */
export function spanOf(readings: readonly DetectorReading[]): TimeRange {
  return {
    fromMs: Math.min(...readings.map(({ range }) => range.fromMs)),
    toMs: Math.max(...readings.map(({ range }) => range.toMs)),
  };
}

/** Asks how old the newest scrape was at each step of the range, and a recovery time before it. */
export async function readBlindSteps(
  metrics: MetricsSource,
  range: TimeRange,
  stepSeconds: number,
  limits: FreshnessLimits
): Promise<BlindSteps> {
  const leadMs = Math.ceil(limits.recoveryMs / (stepSeconds * 1000)) * stepSeconds * 1000;
  const widened = { fromMs: range.fromMs - leadMs, toMs: range.toMs };
  const [freshness] = await metrics.queryRange(freshnessQuery, widened, stepSeconds);
  const ages = new Map<number, number>();
  freshness?.timestampsMs.forEach((timestampMs, index) => ages.set(timestampMs, freshness.values[index] ?? Infinity));
  return blindStepsOf(ages, stepSeconds * 1000, leadMs, limits.staleAfterMs);
}

function blindStepsOf(
  ageSeconds: ReadonlyMap<number, number>,
  stepMs: number,
  leadMs: number,
  staleAfterMs: number
): BlindSteps {
  // Without any `up` series nothing is known about scraping: then a missing value is taken at its word.
  const isKnown = ageSeconds.size > 0;
  const isFresh = (timestampMs: number): boolean =>
    (ageSeconds.get(timestampMs) ?? Number.POSITIVE_INFINITY) * 1000 <= staleAfterMs;
  return {
    isBlind(timestampMs) {
      for (let atMs = timestampMs; isKnown && atMs >= timestampMs - leadMs; atMs -= stepMs) {
        if (!isFresh(atMs)) {
          return true;
        }
      }
      return false;
    },
  };
}
