import { expect, it } from 'vitest';
import { excessFlowSource } from './excess-flow-evidence.ts';
import { emptyRecording, metricsOf, recordedIncident } from './recorded-fixture.ts';
import type { RecordedIncident } from './recorded-incident.ts';

const ROWS = 10;
const HOT_FROM = 6;
const calls = [
  ['shop', 'cart'],
  ['cart', 'db'],
] as const;

/** Latencies that rise by an amount in the last rows, 100 requests a row each. */
function latencies(rises: Readonly<Record<string, number>>, usual = 0.1): RecordedIncident['observed'] {
  const columns = Object.entries(rises).flatMap(([service, rise]) => [
    [`${service}|latency_Average`, rowsOf((row) => usual + (row >= HOT_FROM ? rise : 0))] as const,
    [`${service}|requests_Sum`, rowsOf(() => 100)] as const,
  ]);
  return { ...emptyRecording, metrics: metricsOf(Object.fromEntries(columns)) };
}

function rowsOf(value: (row: number) => number): number[] {
  return Array.from({ length: ROWS }, (_, row) => value(row));
}

function strengths(incident: Partial<RecordedIncident>): Record<string, number> {
  const source = excessFlowSource(
    recordedIncident({ alert: { service: 'shop', metric: 'latency_Average' }, calls, ...incident })
  );
  return Object.fromEntries(source!.evidence.map(({ service, strength }) => [service, strength]));
}

it('gives the excess to where it begins, not to those that wait', () => {
  const { shop, cart, db } = strengths({
    normal: latencies({ shop: 0, cart: 0, db: 0 }),
    observed: latencies({ shop: 1, cart: 1, db: 1 }),
  });
  expect(db).toBeGreaterThan(5 * cart!);
  expect(db).toBeGreaterThan(5 * shop!);
});

it('gives a service what its callees do not account for', () => {
  const { cart, db } = strengths({
    normal: latencies({ shop: 0, cart: 0, db: 0 }),
    observed: latencies({ shop: 1, cart: 1, db: 0.2 }),
  });
  expect(cart).toBeGreaterThan(2 * db!);
});

it('does not blame what was as bad in the calm rows', () => {
  const { cart, db } = strengths({
    normal: latencies({ shop: 0, cart: 0, db: 0 }),
    observed: {
      ...emptyRecording,
      metrics: metricsOf({
        ...Object.fromEntries(latencies({ shop: 1, cart: 1 }).metrics.columns as ReadonlyMap<string, never>),
        'db|latency_Average': rowsOf(() => 5),
        'db|requests_Sum': rowsOf(() => 100),
      }),
    },
  });
  expect(db).toBe(0);
  expect(cart).toBeGreaterThan(0.5);
});

it('ranks a view on a service behind the service', () => {
  const services = ['shop', 'cart', 'cart_client'];
  const found = strengths({
    services,
    calls: [
      ['shop', 'cart'],
      ['shop', 'cart_client'],
    ],
    normal: latencies({ shop: 0, cart: 0, cart_client: 0 }),
    observed: latencies({ shop: 1, cart: 1, cart_client: 1 }),
  });
  expect(found.cart).toBeGreaterThan(2 * found.cart_client!);
});

it('counts failed requests when the alert is on availability', () => {
  const availability = (fails: Readonly<Record<string, number>>) => ({
    ...emptyRecording,
    metrics: metricsOf(
      Object.fromEntries(
        Object.entries(fails).map(([service, share]) => [
          `${service}|availability`,
          rowsOf((row) => (row >= HOT_FROM ? 100 - share : 100)),
        ])
      )
    ),
  });
  const { shop, db } = strengths({
    alert: { service: 'shop', metric: 'availability' },
    normal: availability({ shop: 0, cart: 0, db: 0 }),
    observed: availability({ shop: 10, cart: 10, db: 10 }),
  });
  expect(db).toBeGreaterThan(5 * shop!);
});

it.each([
  ['an alert', { alert: null }],
  ['the metric of the alert', { alert: { service: 'shop', metric: null } }],
  ['samples of it', { alert: { service: 'shop', metric: 'unknown' } }],
  ['a call graph', { calls: [] }],
])('says nothing without %s', (_missing, given) => {
  const observed = latencies({ shop: 1, cart: 1, db: 1 });
  const incident = recordedIncident({
    alert: { service: 'shop', metric: 'latency_Average' },
    calls,
    observed,
    ...given,
  });
  expect(excessFlowSource(incident)).toBeNull();
});
