import { createRandom } from './random.ts';
import { type EntryPoint, entryPoints, trafficLevelAt } from './traffic.ts';

export interface Arrival {
  readonly entryPoint: EntryPoint;
  readonly atMs: number;
}

export interface TrafficOptions {
  readonly seed: number;
  readonly loadFactor: number;
}

/** Users arrive somewhat more evenly than by pure chance: the variance of a count is its mean divided by this. */
export const arrivalShape = 4;

/** The endless sequence of requests that users make from an instant on, in order of time. */
export function* arrivalsFrom(startMs: number, options: TrafficOptions): Generator<Arrival, never> {
  const streams = entryPoints.map((entryPoint) => streamOf(entryPoint, startMs, options));
  const next = streams.map((stream) => stream.next().value);
  for (;;) {
    const first = next.reduce(
      (earliest, arrival, index) => (arrival.atMs < (next[earliest] as Arrival).atMs ? index : earliest),
      0
    );
    yield next[first] as Arrival;
    next[first] = (streams[first] as Generator<Arrival, never>).next().value;
  }
}

function* streamOf(entryPoint: EntryPoint, startMs: number, options: TrafficOptions): Generator<Arrival, never> {
  const random = createRandom(options.seed, 'arrivals', entryPoint.method, entryPoint.path);
  for (let atMs = startMs; ;) {
    const ratePerMs = (entryPoint.meanRate * options.loadFactor * trafficLevelAt(options.seed, atMs)) / 1000;
    atMs += random.gamma(arrivalShape) / ratePerMs;
    yield { entryPoint, atMs };
  }
}
