import { expect, it } from 'vitest';
import { linkDelaySource } from './link-delay-evidence.ts';
import { emptyRecording, metricsOf, recordedIncident, requestTraces } from './recorded-fixture.ts';
import { growForest } from './span-forest.ts';
import type { RecordedIncident } from './recorded-incident.ts';

function strengths(given: Partial<RecordedIncident>): Record<string, number> {
  const incident = recordedIncident(given);
  const { evidence } = linkDelaySource(incident, growForest(incident));
  return Object.fromEntries(evidence.map(({ service, strength }) => [service, strength]));
}

const normal = { ...emptyRecording, spans: requestTraces({ fromMs: 0, count: 20 }) };

it('stands for the delay of all links of a service', () => {
  const { shop, cart, db } = strengths({
    normal,
    observed: { ...emptyRecording, spans: requestTraces({ fromMs: 600_000, count: 20, underWayMs: { cart: 100 } }) },
  });
  expect(cart).toBeGreaterThan(80);
  expect(cart).toBeGreaterThanOrEqual(Math.max(shop!, db!));
});

it('blames the callee where only calls to it are slow', () => {
  const { shop, cart, db } = strengths({
    normal,
    observed: { ...emptyRecording, spans: requestTraces({ fromMs: 600_000, count: 20, underWayMs: { db: 100 } }) },
  });
  expect(db).toBeGreaterThan(1.5 * cart!);
  expect(shop).toBeLessThan(5);
});

it('expects a link that was hardly used before to be as quick as others', () => {
  const rare = requestTraces({ fromMs: 0, count: 20 }).filter(({ service }) => service !== 'db');
  const { db } = strengths({
    normal: { ...emptyRecording, spans: rare },
    observed: { ...emptyRecording, spans: requestTraces({ fromMs: 600_000, count: 20, underWayMs: { db: 100 } }) },
  });
  expect(db).toBeGreaterThan(80);
});

it('knows nothing of links when nothing was recorded before', () => {
  const observed = { ...emptyRecording, spans: requestTraces({ fromMs: 600_000, count: 20 }) };
  expect(strengths({ observed })).toEqual({});
});

it('reads both ends of an edge from metrics where there are no traces', () => {
  const edge = (source: number) =>
    metricsOf({
      'shop->cart|LatencyP50_source(s)': Array.from({ length: 10 }, (_, row) => (row < 5 ? 0.1 : source)),
      'shop->cart|LatencyP50_destination(s)': Array.from({ length: 10 }, () => 0.08),
    });
  const { cart, shop } = strengths({
    normal: { ...emptyRecording, metrics: edge(0.1) },
    observed: { ...emptyRecording, metrics: edge(0.5) },
  });
  expect(cart).toBeGreaterThan(200);
  expect(cart).toBeGreaterThanOrEqual(shop!);
});
