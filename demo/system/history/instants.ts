const secondMs = 1000;
const dayMs = 86_400 * secondMs;
const recentMs = 20 * 60 * secondMs;

export interface InstantOptions {
  readonly until: Date;
  readonly days: number;
  readonly stepSeconds: number;
  readonly scrapeIntervalSeconds: number;
}

/**
 * When history has samples: at every step, and in the last minutes as often as the running system is scraped. Where the
 * distance between samples changes, Prometheus reckons rates too low for a minute: that must not be where history ends.
 */
export function instantsOf({ until, days, stepSeconds, scrapeIntervalSeconds }: InstantOptions): number[] {
  const endMs = until.getTime();
  const stepMs = stepSeconds * secondMs;
  const recentFromMs = endMs - Math.min(days * dayMs, Math.floor(recentMs / stepMs) * stepMs);
  return [
    ...rangeOf(endMs - Math.floor((days * dayMs) / stepMs) * stepMs + stepMs, recentFromMs, stepMs),
    ...rangeOf(recentFromMs + scrapeIntervalSeconds * secondMs, endMs, scrapeIntervalSeconds * secondMs),
  ];
}

function rangeOf(firstMs: number, lastMs: number, stepMs: number): number[] {
  const count = Math.max(0, Math.floor((lastMs - firstMs) / stepMs) + 1);
  return Array.from({ length: count }, (_, index) => firstMs + index * stepMs);
}
