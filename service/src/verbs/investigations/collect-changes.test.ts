import { describe, expect, it } from 'vitest';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import type { FakeSeries } from '../../../test/fake-metrics.ts';
import { createSourceHealth } from '../../telemetry/source-health.ts';
import type { LogsSource } from '../../telemetry/telemetry.ts';
import { collectDeployLines, collectVersionChanges } from './collect-changes.ts';
import { scopeOf } from './investigation-scope.ts';

const startedMs = Date.UTC(2026, 2, 2, 10);
const scope = scopeOf(['orders', 'bill"ing'], startedMs, startedMs + 120_000, 15, []);
const names = JSON.stringify('bill"ing|orders');
const queryBy = (label: string): string =>
  `count by (${label}, version) ({__name__=~".*build_info",${label}=~${names},version!=""})`;

function versionsOf(label: string, service: string): FakeSeries[] {
  const changedMs = startedMs - 60_000;
  return [
    { labels: { [label]: service, version: '1' }, valueAt: (atMs) => (atMs < changedMs ? 1 : undefined) },
    { labels: { [label]: service, version: '2' }, valueAt: (atMs) => (atMs < changedMs ? undefined : 1) },
  ];
}

describe('collectVersionChanges', () => {
  it('finds each service by the label that names it, once, whatever characters its name has', async () => {
    const metrics = fakeMetrics();
    metrics.queries.set(queryBy('service'), versionsOf('service', 'orders'));
    metrics.queries.set(queryBy('job'), [...versionsOf('job', 'orders'), ...versionsOf('job', 'bill"ing')]);
    const { changes, evidence } = await collectVersionChanges(metrics, scope, ['service', 'job']);
    expect(changes.map(({ service }) => service).toSorted()).toEqual(['bill"ing', 'orders']);
    expect(evidence.find(({ service }) => service === 'orders')?.query).toBe(queryBy('service'));
  });
});

function logsOf(lines: ReadonlyArray<{ timestampMs: number; line: string }>): LogsSource {
  return {
    health: createSourceHealth(),
    labelNames: () => Promise.resolve(['service']),
    labelValues: () => Promise.resolve(['orders']),
    oldest: () => Promise.resolve(null),
    volumeBytes: () => Promise.resolve(0),
    queryMetricRange: () => Promise.resolve([]),
    queryRange: (_query, { fromMs, toMs }) =>
      Promise.resolve({
        lines: lines
          .filter(({ timestampMs }) => timestampMs >= fromMs && timestampMs < toMs)
          .map((line) => ({ ...line, labels: {} })),
        truncated: false,
      }),
    probe: () => Promise.resolve(),
  };
}

describe('collectDeployLines', () => {
  const routine = [-1800, -1200, -600, -60].map((seconds) => ({
    timestampMs: startedMs + seconds * 1000,
    line: `deployment ${-seconds} is healthy`,
  }));

  it('takes no notice of what a service logs anyway', async () => {
    expect(await collectDeployLines(logsOf(routine), scope)).toEqual({ changes: [], evidence: [] });
  });

  it('takes the first line that is new', async () => {
    const atMs = startedMs - 90_000;
    const lines = [...routine, { timestampMs: atMs, line: 'deploying orders now' }];
    const { changes } = await collectDeployLines(logsOf(lines), scope);
    expect(changes).toMatchObject([{ service: 'orders', atMs, description: 'logged "deploying orders now"' }]);
  });
});
