import type { Series } from './detector.ts';
import { seededRandom } from './random.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The shapes that telemetry of a service has, for tests and for measuring false alarms. */
export const shapes = ['traffic', 'latency', 'error-ratio', 'cpu', 'memory', 'constant'] as const;
export type Shape = (typeof shapes)[number];

/** A noise source that, like a rate over one minute, changes slowly when read faster than that. */
interface Noise {
  normal(timestampMs: number): number;
  uniform(timestampMs: number): number;
}

/**
 * Values of one shape at regular times. The same seed continues the same series whatever the span and step: noise
 * belongs to minutes and is interpolated within them, as windowed rates are.
 */
export function syntheticSeries(shape: Shape, fromMs: number, toMs: number, stepMs: number, seed = 1): Series {
  const noise = minuteNoise(seed);
  const length = Math.floor((toMs - fromMs) / stepMs);
  const timestampsMs = Float64Array.from({ length }, (_, index) => fromMs + index * stepMs);
  return { timestampsMs, values: timestampsMs.map((timestampMs) => valueAt[shape](timestampMs, noise)) };
}

/** Changes the values from `fromMs` up to and without `toMs`: an injected fault. */
export function withFault(series: Series, fromMs: number, toMs: number, change: (value: number) => number): Series {
  return {
    timestampsMs: series.timestampsMs,
    values: series.values.map((value, index) => {
      const timestampMs = series.timestampsMs[index]!;
      return timestampMs >= fromMs && timestampMs < toMs ? change(value) : value;
    }),
  };
}

const valueAt: Readonly<Record<Shape, (timestampMs: number, noise: Noise) => number>> = {
  traffic: (timestampMs, noise) => {
    const load = loadAt(timestampMs);
    return Math.max(0, 120 * load * (1 + 0.06 * noise.normal(timestampMs)));
  },
  latency: (timestampMs, noise) =>
    0.08 * (0.8 + 0.4 * loadAt(timestampMs)) * Math.exp(0.15 * noise.normal(timestampMs)),
  'error-ratio': (timestampMs, noise) => {
    const chance = noise.uniform(timestampMs);
    return chance < 0.03 ? -0.006 * Math.log(Math.max(1e-9, chance / 0.03)) : 0;
  },
  cpu: (timestampMs, noise) => Math.max(0.01, 0.15 + 0.25 * loadAt(timestampMs) + 0.04 * noise.normal(timestampMs)),
  memory: (timestampMs, noise) => {
    const sawtooth = ((timestampMs / MINUTE_MS) % 47) / 47;
    return 3e8 + 5e7 * sawtooth + 2e6 * noise.normal(timestampMs);
  },
  constant: () => 3,
};

/** Day and week as people make them: busiest in the afternoon, weekends at six tenths. */
function loadAt(timestampMs: number): number {
  const day = (timestampMs / DAY_MS) % 1;
  const weekday = Math.floor(timestampMs / DAY_MS + 4) % 7;
  return (1 + 0.5 * Math.sin(2 * Math.PI * (day - 0.35))) * (weekday === 0 || weekday === 6 ? 0.6 : 1);
}

function minuteNoise(seed: number): Noise {
  const normalOf = (minute: number) => {
    const random = seededRandom(seed * 7_919 + minute);
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  };
  const parts = (timestampMs: number) => {
    const minute = Math.floor(timestampMs / MINUTE_MS);
    return { minute, share: timestampMs / MINUTE_MS - minute };
  };
  return {
    normal(timestampMs) {
      const { minute, share } = parts(timestampMs);
      return share === 0 ? normalOf(minute) : normalOf(minute) * (1 - share) + normalOf(minute + 1) * share;
    },
    uniform: (timestampMs) => seededRandom(seed * 104_729 + parts(timestampMs).minute)(),
  };
}
