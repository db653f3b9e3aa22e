import { describe, expect, it } from 'vitest';
import type { Span } from '../../telemetry/telemetry.ts';
import { callEdges, mergeEdges } from '../../detection/topology.ts';
import { deepestFailure, pathTo, quantile, selfTimeMs, selfTimesByService } from './trace-analysis.ts';

const span = (spanId: string, parentSpanId: string | null, service: string, rest: Partial<Span> = {}): Span => ({
  spanId,
  parentSpanId,
  service,
  operation: `op-${spanId}`,
  startMs: 0,
  durationMs: 10,
  failed: false,
  ...rest,
});

describe('selfTimeMs', () => {
  it('counts time covered by several children once, and children only within the span', () => {
    const parent = span('1', null, 'a', { startMs: 100, durationMs: 100 });
    const children = [
      span('2', '1', 'b', { startMs: 110, durationMs: 30 }),
      span('3', '1', 'b', { startMs: 120, durationMs: 40 }),
      span('4', '1', 'b', { startMs: 190, durationMs: 500 }),
    ];
    expect(selfTimeMs(parent, children)).toBe(100 - 50 - 10);
    expect(selfTimeMs(parent, [])).toBe(100);
  });

  it('is collected by service', () => {
    const spans = [span('1', null, 'a', { durationMs: 30 }), span('2', '1', 'b', { durationMs: 20 })];
    expect(selfTimesByService([{ traceId: 't', spans }])).toEqual(
      new Map([
        ['a', [10]],
        ['b', [20]],
      ])
    );
  });
});

describe('deepestFailure', () => {
  const chain = [
    span('1', null, 'gateway', { failed: true }),
    span('2', '1', 'orders', { failed: false }),
    span('3', '2', 'payments', { failed: true }),
  ];

  it('is where the failure came from, even when a span between does not say that it failed', () => {
    const found = deepestFailure({ traceId: 't', spans: chain });
    expect(found?.service).toBe('payments');
    expect(found && pathTo(found, { traceId: 't', spans: chain })).toBe('gateway op-1 → orders op-2 → payments op-3');
  });

  it('is none where nothing failed, and bears spans that are their own ancestors', () => {
    expect(deepestFailure({ traceId: 't', spans: [span('1', null, 'a')] })).toBeNull();
    const loop = [span('1', '2', 'a', { failed: true }), span('2', '1', 'b', { failed: true })];
    expect(deepestFailure({ traceId: 't', spans: loop })).toBeNull();
  });
});

describe('call edges', () => {
  it('count calls between services and those that failed', () => {
    const spans = [
      span('1', null, 'a'),
      span('2', '1', 'a'),
      span('3', '2', 'b', { failed: true }),
      span('4', '2', 'b'),
      span('5', 'lost', 'c'),
    ];
    expect(callEdges([{ traceId: 't', spans }])).toEqual([{ caller: 'a', callee: 'b', calls: 2, errors: 1 }]);
  });

  it('complete the graph that is known', () => {
    const known = [{ caller: 'a', callee: 'b', calls: 0, errors: 0 }];
    const counted = [
      { caller: 'a', callee: 'b', calls: 7, errors: 2 },
      { caller: 'b', callee: 'c', calls: 1, errors: 0 },
    ];
    expect(mergeEdges(known, counted)).toEqual(counted);
  });
});

it('takes quantiles', () => {
  expect(quantile([4, 1, 3, 2], 0.75)).toBe(4);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(3);
  expect(quantile([], 0.5)).toBeNaN();
});
