import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRunDirectory } from './run-directory.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vigil-runs-'));
});

afterEach(() => rm(root, { recursive: true }));

it('makes a folder that tells when the run began and what it was', async () => {
  const directory = await createRunDirectory('demo', root, new Date('2026-01-31T09:08:07.000Z'));
  expect(path.basename(directory)).toBe(`20260131T090807-demo-${process.pid}`);
  expect(await readdir(directory)).toEqual([]);
});

it('removes the oldest runs beyond the five before this one', async () => {
  for (let second = 10; second < 18; second += 1) {
    await createRunDirectory('demo', root, new Date(`2026-01-31T09:08:${second}.000Z`));
  }
  const runs = (await readdir(root)).toSorted();
  expect(runs).toHaveLength(6);
  expect(runs[0]).toContain('T090812');
});
