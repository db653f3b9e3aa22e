import { seasonAt } from './season.ts';
import { waveAt } from './wave.ts';

export interface EntryPoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Requests per second at an average weekday hour and a load factor of 1. */
  readonly meanRate: number;
}

/** What users do at the gateway. */
export const entryPoints: readonly EntryPoint[] = [
  { method: 'GET', path: '/api/products', meanRate: 9 },
  { method: 'GET', path: '/api/orders', meanRate: 3.5 },
  { method: 'POST', path: '/api/checkout', meanRate: 3.5 },
  { method: 'POST', path: '/api/assistant', meanRate: 3 },
];

const quarterHourMs = 900_000;

/** Traffic relative to an average weekday hour: the season with a few per cent of slow noise. */
export function trafficLevelAt(seed: number, timeMs: number): number {
  return seasonAt(timeMs) * (1 + 0.04 * waveAt(seed, 'traffic', timeMs, quarterHourMs));
}

/** Work takes somewhat longer in busy hours. */
export function latencyLevelAt(seed: number, timeMs: number): number {
  return 1 + 0.2 * (seasonAt(timeMs) - 1) + 0.02 * waveAt(seed, 'latency', timeMs, quarterHourMs);
}
