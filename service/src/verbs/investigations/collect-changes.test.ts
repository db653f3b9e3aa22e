import { describe, expect, it } from 'vitest';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import type { FakeSeries } from '../../../test/fake-metrics.ts';
import { collectVersionChanges } from './collect-changes.ts';
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
