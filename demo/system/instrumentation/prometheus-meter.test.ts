import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createPrometheusMeter } from './prometheus-meter.ts';

function setUp() {
  const registry = new Registry();
  const meter = createPrometheusMeter(registry, () => 7000);
  const lines = async () =>
    (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { meter, lines };
}

describe('createPrometheusMeter', () => {
  it('exports known series at zero before anything happens', async () => {
    const { meter, lines } = setUp();
    meter.counter({ name: 'c_total', help: 'c', labelNames: ['status'], known: [{ status: '200' }] });
    meter.histogram({ name: 'h', help: 'h', labelNames: ['route'], buckets: [1], known: [{ route: '/' }] });
    expect(await lines()).toEqual([
      'c_total{status="200"} 0',
      'h_bucket{le="1",route="/"} 0',
      'h_bucket{le="+Inf",route="/"} 0',
      'h_sum{route="/"} 0',
      'h_count{route="/"} 0',
    ]);
  });

  it('counts by one unless told otherwise, and observes durations', async () => {
    const { meter, lines } = setUp();
    const counter = meter.counter({ name: 'c_total', help: 'c', labelNames: [] });
    counter.add({});
    counter.add({}, 2);
    meter.histogram({ name: 'h', help: 'h', labelNames: [], buckets: [1] }).record({}, 3);
    expect(await lines()).toEqual(['c_total 3', 'h_bucket{le="1"} 0', 'h_bucket{le="+Inf"} 1', 'h_sum 3', 'h_count 1']);
  });

  it('asks for levels when it is read, several of one name included', async () => {
    const { meter, lines } = setUp();
    meter.level({ name: 'l', help: 'l', labels: { id: 'a' } }, (timeMs) => timeMs / 1000);
    meter.level({ name: 'l', help: 'l', labels: { id: 'b' } }, () => 1);
    expect(await lines()).toEqual(['l{id="a"} 7', 'l{id="b"} 1']);
  });
});
