import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stackNotBuiltReason } from './built.ts';
import { findFreePort } from './ports.ts';
import { encodeRemoteWrite } from './testing/remote-write-message.ts';
import { oneSpan } from './testing/one-span.ts';
import { type Delivery, type FakeTarget, startFakeTarget } from './testing/fake-target.ts';
import { type RunningStack, startStack } from './stack.ts';

const notBuilt = await stackNotBuiltReason();
const webhookToken = 'token-of-the-test';
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });
const patient = { timeout: 20_000, interval: 200 };

describe.skipIf(notBuilt !== null)(`the local stack${notBuilt ? ` (skipped: ${notBuilt})` : ''}`, () => {
  let directory: string;
  let target: FakeTarget;
  let stack: RunningStack;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'vigil-stack-'));
    target = await startFakeTarget('# TYPE orders_in_cart gauge\norders_in_cart 17\n');
    stack = await startStack({
      directory,
      scrapeIntervalSeconds: 1,
      scrapeTargets: [
        {
          address: `127.0.0.1:${target.port}`,
          metricsPath: '/actuator/prometheus',
          labels: { job: 'payments', service: 'payments', instance: 'payments-1' },
        },
        {
          address: `127.0.0.1:${await findFreePort()}`,
          metricsPath: '/metrics',
          labels: { job: 'orders', service: 'orders', instance: 'orders-1' },
        },
      ],
      webhook: { url: `http://127.0.0.1:${target.port}/webhook/alerts`, token: webhookToken },
    });
  });

  afterAll(async () => {
    await stack?.stop();
    await target?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const query = async (expression: string): Promise<PrometheusSeries[]> => {
    const response = await fetch(`${stack.urls.prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
    return ((await response.json()) as { data: { result: PrometheusSeries[] } }).data.result;
  };

  it('scrapes targets by their own path and labels', async () => {
    await expect.poll(() => query('orders_in_cart{service="payments"}'), patient).toHaveLength(1);
    const [series] = await query('orders_in_cart');
    expect(series?.metric).toEqual({
      __name__: 'orders_in_cart',
      job: 'payments',
      service: 'payments',
      instance: 'payments-1',
    });
    expect(series?.value[1]).toBe('17');
  });

  it('takes new targets without a restart', async () => {
    const address = `127.0.0.1:${target.port}`;
    const existing = JSON.parse(await readFile(path.join(directory, 'prometheus', 'targets.json'), 'utf8'));
    expect(existing).toHaveLength(2);
    await stack.prometheus.setTargets([
      ...existing.map(({ targets, labels: { __metrics_path__: metricsPath, ...labels } }: TargetGroup) => ({
        address: targets[0],
        metricsPath,
        labels,
      })),
      { address, metricsPath: '/actuator/prometheus', labels: { job: 'late', service: 'late', instance: 'late-1' } },
    ]);
    await expect.poll(() => query('up{service="late"} == 1'), patient).toHaveLength(1);
  });

  it('accepts a sample of last week by remote write, after a newer one', async () => {
    const nowMs = Date.now();
    const lastWeekMs = nowMs - 7 * 24 * 3_600_000;
    const labels = { __name__: 'written_history', service: 'payments' };
    for (const sample of [
      { timestampMs: nowMs, value: 2 },
      { timestampMs: lastWeekMs, value: 1 },
    ]) {
      const response = await fetch(stack.urls.remoteWrite, {
        method: 'POST',
        headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy' },
        body: encodeRemoteWrite(labels, sample),
      });
      expect(response.status).toBe(204);
    }
    const oldest = async () => (await query('min_over_time(written_history[8d])'))[0]?.value[1];
    await expect.poll(oldest, patient).toBe('1');
  });

  it('takes logs into Loki and finds them', async () => {
    const { loki } = stack.urls;
    const pushed = await fetch(`${loki}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        streams: [
          {
            stream: { service: 'payments', level: 'error' },
            values: [[`${Date.now()}000000`, '{"message":"card refused"}']],
          },
        ],
      }),
    });
    expect(pushed.status).toBe(204);
    const search = `${loki}/loki/api/v1/query_range?query=${encodeURIComponent('{service="payments"} |= "refused"')}`;
    await expect.poll(async () => (await fetch(search)).text(), patient).toContain('card refused');
  });

  it('takes spans into Jaeger and finds them', async () => {
    const pushed = await fetch(`${stack.urls.otlp}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(oneSpan('payments', 'POST /charge')),
    });
    expect(pushed.status).toBe(200);
    const search = `${stack.urls.jaeger}/api/traces?service=payments&limit=5`;
    await expect.poll(async () => (await fetch(search)).text(), patient).toContain('POST /charge');
  });

  it('delivers the alert of a target that is down, with the token', async () => {
    await expect.poll(() => target.deliveries.length, { timeout: 60_000, interval: 500 }).toBeGreaterThan(0);
    const [delivery] = target.deliveries as [Delivery];
    expect(delivery.authorization).toBe(`Bearer ${webhookToken}`);
    expect(JSON.parse(delivery.body)).toMatchObject({
      status: 'firing',
      alerts: [{ labels: { alertname: 'ServiceDown', service: 'orders', severity: 'critical' } }],
    });
  });

  it('keeps connections waiting while a component is paused and answers them afterwards', async () => {
    stack.loki.pause();
    await expect(fetch(`${stack.urls.loki}/ready`, { signal: AbortSignal.timeout(700) })).rejects.toThrow(/timeout/);
    stack.loki.resume();
    expect((await fetch(`${stack.urls.loki}/ready`)).status).toBe(200);
  });
});

interface PrometheusSeries {
  readonly metric: Record<string, string>;
  readonly value: [number, string];
}

interface TargetGroup {
  readonly targets: [string];
  readonly labels: Record<string, string> & { __metrics_path__: string };
}
