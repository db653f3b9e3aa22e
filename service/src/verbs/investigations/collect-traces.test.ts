import { describe, expect, it } from 'vitest';
import { createSourceHealth } from '../../telemetry/source-health.ts';
import type { Trace, TracesSource } from '../../telemetry/telemetry.ts';
import { collectTraces } from './collect-traces.ts';
import { scopeOf } from './investigation-scope.ts';

const startedMs = Date.UTC(2026, 2, 2, 10);
const scope = scopeOf(['catalog', 'payments'], startedMs, startedMs + 120_000, 15, []);

/** So many traces of one span each, the given time apart. */
function traces(service: string, count: number, fromMs: number, apartMs: number, failed: boolean): Trace[] {
  return Array.from({ length: count }, (_none, index) => {
    const startMs = fromMs + index * apartMs;
    const span = { spanId: '1', parentSpanId: null, service, operation: 'GET', startMs, durationMs: 5, failed };
    return { traceId: `${service}-${startMs}`, spans: [span] };
  });
}

function sourceOf(all: readonly Trace[]): TracesSource {
  return {
    health: createSourceHealth(),
    services: () => Promise.resolve(['catalog', 'payments']),
    search: ({ service, range, limit, onlyFailed = false }) =>
      Promise.resolve(
        all
          .filter(({ spans: [span] }) => {
            const startMs = span?.startMs ?? 0;
            const isInside = startMs >= range.fromMs && startMs < range.toMs;
            return isInside && span?.service === service && (!onlyFailed || span.failed);
          })
          .slice(-limit)
      ),
    dependencies: () => Promise.resolve([]),
    probe: () => Promise.resolve(),
  };
}

function failuresOf(perService: number): Trace[] {
  const { baseline, period } = scope;
  return ['catalog', 'payments'].flatMap((service) => [
    ...traces(service, 1, baseline.fromMs, 1, false),
    ...traces(service, perService, baseline.toMs - 10_000, 100, true),
    ...traces(service, perService, period.fromMs, 5000, true),
  ]);
}

describe('collectTraces', () => {
  it('takes failures of several services for complete when no search was cut', async () => {
    const { traces: found } = await collectTraces(sourceOf(failuresOf(15)), scope);
    expect(found.map(({ service, errorOrigins }) => [service, errorOrigins])).toEqual([
      ['catalog', 8],
      ['payments', 8],
    ]);
  });

  it('reckons with the time that a cut search really saw', async () => {
    const { traces: found } = await collectTraces(sourceOf(failuresOf(25)), scope);
    expect(found.map(({ errorOrigins }) => errorOrigins)).toEqual([0, 0]);
  });
});
