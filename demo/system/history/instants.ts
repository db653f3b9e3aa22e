export interface InstantOptions {
  readonly until: Date;
  readonly days: number;
  readonly stepSeconds: number;
  readonly scrapeIntervalSeconds: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const evenMs = 2 * minuteMs;
const growthPerMinute = 0.1;

/**
 * When history has samples, in order: at every step, and towards the end more and more often, until it goes at the pace
 * of the scrapes that follow. Prometheus reckons a rate too low when the first sample in its window is further from the
 * window's start than 1.1 times the mean distance of samples; distances that change by a tenth a minute avoid that.
 */
export function instantsOf({ until, days, stepSeconds, scrapeIntervalSeconds }: InstantOptions): number[] {
  const endMs = until.getTime();
  const startMs = endMs - days * dayMs;
  const instantsMs: number[] = [];
  let distanceMs = scrapeIntervalSeconds * 1000;
  for (let instantMs = endMs; instantMs > startMs; instantMs -= Math.round(distanceMs)) {
    instantsMs.push(instantMs);
    const growth = instantMs > endMs - evenMs ? 0 : growthPerMinute * (distanceMs / minuteMs);
    distanceMs = Math.min(stepSeconds * 1000, distanceMs * (1 + growth));
  }
  return instantsMs.reverse();
}
