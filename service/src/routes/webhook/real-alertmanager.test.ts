import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';

const port = Number(process.env.VIGIL_TEST_ALERTMANAGER_PORT ?? 19_491);
const local = new URL('../../../../.local/bin/alertmanager', import.meta.url).pathname;
const onPath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => ['alertmanager', 'prometheus-alertmanager'].map((name) => join(folder, name)));
const binary = [local, ...onPath].find((path) => existsSync(path));

describe.skipIf(binary === undefined)(
  `a real Alertmanager${binary === undefined ? ' (skipped: none built or on PATH)' : ''}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-alertmanager-'));
    let service: TestService;
    let alertmanager: ChildProcess;

    beforeAll(async () => {
      service = await startTestService({ config: { webhooks: { alertmanager: { token: 'webhook-token' } } } });
      const address = await service.app.listen({ host: '127.0.0.1', port: 0 });
      const file = join(folder, 'alertmanager.yml');
      writeFileSync(file, configFor(address));
      alertmanager = spawn(
        binary ?? '',
        [
          `--config.file=${file}`,
          `--storage.path=${folder}`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--cluster.listen-address=',
        ],
        { stdio: 'ignore' }
      );
      await vi.waitUntil(isReady, { timeout: 20_000 });
    });
    afterAll(async () => {
      alertmanager.kill('SIGTERM');
      await once(alertmanager, 'exit');
      await service.close();
      rmSync(folder, { recursive: true });
    });

    const incidents = () => service.context.database.selectFrom('incidents').selectAll().execute();
    const episodes = () => service.context.database.selectFrom('alertEpisodes').selectAll().execute();

    it('opens one incident, repeats itself without effect, and ends the alert', async () => {
      const startsAt = new Date(Date.now() - 60_000).toISOString();
      await post({ startsAt });
      await expect.poll(async () => (await incidents()).length, { timeout: 15_000 }).toBe(1);
      const deliveries = async () =>
        (await service.context.database.selectFrom('alertDeliveries').selectAll().execute()).length;
      await expect.poll(deliveries, { timeout: 15_000 }).toBeGreaterThan(1);
      expect(await incidents()).toMatchObject([
        { title: 'HighErrorRate on orders', severity: 'critical', status: 'open' },
      ]);
      expect(await episodes()).toMatchObject([{ status: 'firing', endsAt: null, startsAt: new Date(startsAt) }]);
      await post({ startsAt, endsAt: new Date().toISOString() });
      await expect.poll(async () => (await episodes())[0]?.status, { timeout: 15_000 }).toBe('resolved');
      expect(await incidents()).toMatchObject([{ status: 'open', quietSince: expect.any(Date) }]);
    }, 60_000);
  }
);

async function isReady(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/-/ready`).then(
    ({ ok }) => ok,
    () => false
  );
}

async function post(times: { startsAt: string; endsAt?: string }): Promise<void> {
  const labels = { alertname: 'HighErrorRate', service: 'orders', severity: 'critical' };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ labels, annotations: { summary: 'many requests fail' }, ...times }]),
  });
  expect(answer.status).toBe(200);
}

function configFor(address: string): string {
  return `
route: { receiver: vigil, group_wait: 0s, group_interval: 1s, repeat_interval: 2s }
receivers:
  - name: vigil
    webhook_configs:
      - url: ${address}/webhook/alerts
        send_resolved: true
        http_config: { authorization: { credentials: webhook-token } }
`;
}
