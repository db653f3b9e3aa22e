import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceStatus } from '@vigil/contract';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { alertmanagerBody } from '../test/notifications.ts';
import { startServiceProcess } from '../test/service-process.ts';
import { authorization } from '../test/sign-identity.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-server-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sendAlert(address: string, fingerprint: string): Promise<Response> {
  const body = JSON.stringify(alertmanagerBody([{ fingerprint, startsAt: new Date().toISOString() }]));
  return fetch(`${address}/webhook/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function incidents(address: string): Promise<Array<{ alertCount: number }>> {
  const headers = { authorization: await authorization(new Date()) };
  const answer = await fetch(`${address}/api/v1/incidents`, { headers });
  const page: { items: Array<{ alertCount: number }> } = await answer.json();
  return page.items;
}

async function detectorIds(address: string): Promise<string[]> {
  const headers = { authorization: await authorization(new Date()) };
  const answer = await fetch(`${address}/api/v1/detectors`, { headers });
  const { items }: { items: Array<{ id: string }> } = await answer.json();
  return items.map(({ id }) => id);
}

async function configurationOf(address: string): Promise<{ state: string } | undefined> {
  const { components }: ServiceStatus = await (await fetch(`${address}/health`)).json();
  return components.find(({ name }) => name === 'configuration');
}

describe('the process', () => {
  it('says everything that is wrong with its configuration, and ends with 2', async () => {
    const { exitCode, stderr } = await startServiceProcess({ VIGIL_SHARED_SECRET: 'hunter2', API_PORT: 'web' }).ended();
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/API_PORT: .*\nVIGIL_SHARED_SECRET: is shorter than 32 characters/);
    expect(stderr).not.toContain('hunter2');
  });

  it('keeps what it accepted when it is killed, and lets nobody else at its data', async () => {
    const environment = { VIGIL_DATA_DIR: join(folder, 'killed') };
    const first = startServiceProcess(environment);
    const address = await first.address();
    expect((await sendAlert(address, 'aa')).status).toBe(200);
    const intruder = await startServiceProcess(environment).ended();
    expect(intruder).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('in use by another Vigil process') });
    first.signal('SIGKILL');
    await first.ended();

    const second = startServiceProcess(environment);
    expect(await incidents(await second.address())).toMatchObject([
      { alertCount: 1, title: 'HighErrorRate on orders' },
    ]);
    second.signal('SIGTERM');
    expect(await second.ended()).toEqual({ exitCode: 0, stderr: '' });
  }, 60_000);

  it('finishes what it has begun when it is asked to stop', async () => {
    const service = startServiceProcess({ VIGIL_DATA_DIR: join(folder, 'stopped') });
    const address = await service.address();
    const answers = Array.from({ length: 10 }, (_, index) => sendAlert(address, `alert-${index}`));
    await Promise.race(answers);
    service.signal('SIGTERM');
    const statuses = await Promise.allSettled(answers);
    const accepted = statuses.filter((one) => one.status === 'fulfilled' && one.value.status === 200).length;
    expect(await service.ended()).toEqual({ exitCode: 0, stderr: '' });
    expect(accepted).toBeGreaterThan(0);

    const again = startServiceProcess({ VIGIL_DATA_DIR: join(folder, 'stopped') });
    const [incident] = await incidents(await again.address());
    expect(incident?.alertCount).toBeGreaterThanOrEqual(accepted);
    again.signal('SIGTERM');
    await again.ended();
  }, 60_000);

  it('reads its configuration again when told to, and keeps what it had when that is broken', async () => {
    const path = join(folder, 'vigil.yaml');
    writeFileSync(path, 'detection: { retrainHours: 24 }\n');
    const service = startServiceProcess({ VIGIL_DATA_DIR: join(folder, 'reload'), VIGIL_CONFIG: path });
    const address = await service.address();
    writeFileSync(path, 'detectors: [{ id: mine, title: Mine, kind: custom, query: up }]\n');
    service.signal('SIGHUP');
    await vi.waitFor(async () => expect(await detectorIds(address)).toContain('mine'), 10_000);
    writeFileSync(path, 'detectors: [{ id: NOT AN ID }]\n');
    service.signal('SIGHUP');
    await vi.waitFor(async () => expect(await configurationOf(address)).toMatchObject({ state: 'down' }), 10_000);
    expect(await detectorIds(address)).toContain('mine');
    service.signal('SIGTERM');
    expect(await service.ended()).toMatchObject({ exitCode: 0 });
  }, 60_000);

  it('names the port that is taken', async () => {
    const service = startServiceProcess({ VIGIL_DATA_DIR: join(folder, 'port') });
    const port = new URL(await service.address()).port;
    const second = await startServiceProcess({ VIGIL_DATA_DIR: join(folder, 'port-2'), API_PORT: port }).ended();
    expect(second).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('choose another API_PORT') });
    service.signal('SIGTERM');
    await service.ended();
  }, 60_000);
});
