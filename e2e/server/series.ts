import type { NamedSeries, QueryResult, VigilQuery } from '@vigil/contract';

interface Window {
  fromMs: number;
  toMs: number;
}

interface Watched {
  service: string;
  detector: string;
  unit: string;
  usual: number;
  spread: number;
  /** How much the anomaly adds, in spreads. */
  jump: number;
}

/** The series that the anomalies of the goldens are about, and quiet ones beside them. */
const watched: Watched[] = [
  { service: 'payments', detector: 'spring-latency', unit: 's', usual: 0.24, spread: 0.04, jump: 46 },
  { service: 'orders', detector: 'http-errors', unit: 'ratio', usual: 0.01, spread: 0.006, jump: 13 },
  { service: 'gateway', detector: 'http-latency', unit: 's', usual: 0.3, spread: 0.05, jump: 0 },
  { service: 'catalog', detector: 'http-traffic', unit: 'req/s', usual: 40, spread: 6, jump: 0 },
];

export const watchedDetectors = watched.map(({ detector }) => detector);

const stepMs = 15_000;
const seasonMs = 3_600_000;

/** Scores and bands for any window: a season, a ripple, and a jump in the last minutes before `nowMs`. */
export function answerSeries(query: VigilQuery, window: Window, nowMs: number): QueryResult {
  const series = watched
    .filter(({ service, detector }) => matches(query.service, service) && matches(query.detectorId, detector))
    .flatMap((item) => (query.queryType === 'score' ? [scoreOf(item, window, nowMs)] : bandOf(item, window, nowMs)));
  return { refId: query.refId, series, notice: null, error: null };
}

function matches(wanted: string, value: string): boolean {
  return wanted === '' || wanted === value;
}

function scoreOf(item: Watched, window: Window, nowMs: number): NamedSeries {
  const score = (timeMs: number) =>
    Math.abs(valueAt(item, timeMs, nowMs) - expectedAt(item, timeMs)) / (3 * item.spread);
  return column('score', item, 'none', window, (timeMs) => Number(score(timeMs).toFixed(3)));
}

function bandOf(item: Watched, window: Window, nowMs: number): NamedSeries[] {
  const part = (name: string, at: (timeMs: number) => number) => column(name, item, item.unit, window, at);
  return [
    part('value', (timeMs) => valueAt(item, timeMs, nowMs)),
    part('expected', (timeMs) => expectedAt(item, timeMs)),
    part('lower', (timeMs) => expectedAt(item, timeMs) - 3 * item.spread),
    part('upper', (timeMs) => expectedAt(item, timeMs) + 3 * item.spread),
  ];
}

function column(name: string, item: Watched, unit: string, { fromMs, toMs }: Window, at: (timeMs: number) => number) {
  const timestampsMs: number[] = [];
  for (let timeMs = Math.ceil(fromMs / stepMs) * stepMs; timeMs <= toMs; timeMs += stepMs) {
    timestampsMs.push(timeMs);
  }
  const labels = { service: item.service, detector: item.detector };
  return { name, labels, unit, timestampsMs, values: timestampsMs.map(at) };
}

function expectedAt({ usual, spread }: Watched, timeMs: number): number {
  return usual + 1.5 * spread * Math.sin((2 * Math.PI * timeMs) / seasonMs);
}

function valueAt(item: Watched, timeMs: number, nowMs: number): number {
  const ripple = Math.sin(timeMs / 47_000) + 0.6 * Math.sin(timeMs / 13_000);
  const isJumping = timeMs > nowMs - 390_000 && timeMs <= nowMs;
  return expectedAt(item, timeMs) + item.spread * (ripple + (isJumping ? item.jump : 0));
}
