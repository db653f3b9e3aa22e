import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashContents } from './content-hash.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vigil-hash-'));
  await mkdir(path.join(root, 'src', 'deep'), { recursive: true });
  await writeFile(path.join(root, 'src', 'deep', 'one.ts'), 'one');
  await writeFile(path.join(root, 'go.mod'), 'module');
});

afterEach(() => rm(root, { recursive: true }));

const hash = () => hashContents(root, ['src', 'go.mod', 'missing']);

it('is stable while nothing changes', async () => {
  expect(await hash()).toBe(await hash());
});

it.each([
  ['a file deep inside changes', () => writeFile(path.join(root, 'src', 'deep', 'one.ts'), 'two')],
  ['a file is added', () => writeFile(path.join(root, 'src', 'two.ts'), '')],
  [
    'a file gets another name',
    () => rename(path.join(root, 'src', 'deep', 'one.ts'), path.join(root, 'src', 'one.ts')),
  ],
  ['a listed file appears', () => writeFile(path.join(root, 'missing'), '')],
])('changes when %s', async (_, change) => {
  const before = await hash();
  await change();
  expect(await hash()).not.toBe(before);
});
