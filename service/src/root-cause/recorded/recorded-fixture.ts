import type { MetricTable, RecordedIncident, RecordedSpan, Recording } from './recorded-incident.ts';

const STEP_MS = 60_000;

export const emptyRecording: Recording = {
  metrics: { timesMs: new Float64Array(), columns: new Map() },
  spans: [],
  lines: [],
};

/** Columns with a sample a minute. */
export function metricsOf(columns: Readonly<Record<string, readonly number[]>>): MetricTable {
  const rows = Math.max(0, ...Object.values(columns).map((values) => values.length));
  return {
    timesMs: Float64Array.from({ length: rows }, (_, row) => row * STEP_MS),
    columns: new Map(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)])),
  };
}

/** An incident of three services from the sixth minute on. */
export function recordedIncident(given: Partial<RecordedIncident>): RecordedIncident {
  return {
    services: ['shop', 'cart', 'db'],
    stepMs: STEP_MS,
    abnormalFromMs: 5 * STEP_MS,
    alert: null,
    calls: [],
    normal: emptyRecording,
    observed: emptyRecording,
    ...given,
  };
}

export interface RequestTraces {
  readonly fromMs: number;
  readonly count: number;
  /** Additional time on all links of a service. */
  readonly underWayMs?: Readonly<Record<string, number>>;
  readonly withoutQuery?: boolean;
}

/** Traces shop → cart → db, one a second; the cart queries the database in a span of its own. */
export function requestTraces({ fromMs, count, underWayMs = {}, withoutQuery = false }: RequestTraces): RecordedSpan[] {
  return Array.from({ length: count }, (_, number) => {
    const extra = (service: string) => underWayMs[service] ?? 0;
    const toDatabase = extra('cart') + extra('db');
    const toCart = extra('shop') + extra('cart');
    const span = (id: string, parent: string, service: string, operation: string, durationMs: number) => ({
      traceId: `${fromMs}-${number}`,
      spanId: `${fromMs}-${number}-${id}`,
      parentId: parent && `${fromMs}-${number}-${parent}`,
      service,
      operation,
      startMs: fromMs + number * 1000,
      durationMs,
    });
    return [
      span('page', '', 'shop', 'GET /', 50 + (number % 5) + toCart + toDatabase),
      span('client', 'page', 'shop', 'HTTP GET', 40 + toCart + toDatabase),
      span('cart', 'client', 'cart', 'GET /cart', 30 + toDatabase),
      ...(withoutQuery
        ? []
        : [span('query', 'cart', 'cart', 'SELECT cart', 20 + toDatabase), span('table', 'query', 'db', 'scan', 10)]),
    ];
  }).flat();
}
