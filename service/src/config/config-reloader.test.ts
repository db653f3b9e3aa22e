import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import type { ServiceConfig } from '../config.ts';
import { createConfigReloader } from './config-reloader.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-reload-'));
const path = join(folder, 'vigil.yaml');
const environment = { VIGIL_SHARED_SECRET: 'x'.repeat(32), VIGIL_CONFIG: path };
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => writeFileSync(path, 'detection: { retrainHours: 24 }\n'));

function follow() {
  const told: ServiceConfig[] = [];
  const read = () => readConfig(environment);
  const reloader = createConfigReloader({ path, initial: read(), read, now: () => new Date() });
  reloader.onChange((config) => told.push(config));
  return { reloader, told };
}

it('uses at once what needs no restart', () => {
  const { reloader, told } = follow();
  writeFileSync(
    path,
    'detection: { retrainHours: 6, disabledPresets: [http-latency] }\ndetectors: [{ id: a, title: A, kind: custom, query: q }]\n'
  );
  expect(reloader.reload()).toMatchObject({ result: 'reloaded', message: expect.stringContaining('detectors') });
  expect(told.at(-1)?.detection).toMatchObject({ retrainHours: 6, disabledPresets: ['http-latency'] });
  expect(told.at(-1)?.detectors).toHaveLength(1);
  expect(reloader.reload().result).toBe('unchanged');
});

it('names what needs a restart and does not use it', () => {
  const { reloader, told } = follow();
  writeFileSync(path, 'detection: { retrainHours: 12, stepSeconds: 30 }\nserver: { port: 9000 }\n');
  reloader.reload();
  expect(told.at(-1)?.detection).toMatchObject({ retrainHours: 12, stepSeconds: 15 });
  expect(told.at(-1)?.server.port).toBe(8001);
  expect(reloader.state()).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('restart is needed for server.port, detection.stepSeconds'),
  });
});

it('keeps what was in use when the file is broken, says why, and recovers', () => {
  const { reloader, told } = follow();
  for (const broken of ['detection: [', 'detection: { contamination: 3 }\n', 'nonsense: true\n']) {
    writeFileSync(path, broken);
    expect(reloader.reload().result).toBe('broken');
    expect(reloader.state()).toMatchObject({ state: 'down', message: expect.stringContaining(path) });
  }
  expect(told).toEqual([]);
  writeFileSync(path, 'detection: { retrainHours: 1 }\n');
  expect(reloader.reload().result).toBe('reloaded');
  expect(reloader.state().state).toBe('ok');
});

it('tells what it has taken over from foreign keys', () => {
  writeFileSync(path, 'training_window: 3d\ncontamination: 0.05\n');
  const { reloader } = follow();
  expect(reloader.state().message).toContain('training_window is taken as detection.trainingWindowSeconds');
});
