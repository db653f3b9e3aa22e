import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Component } from './components.ts';
import { buildStamp, isUpToDate, writeStamp } from './stamp.ts';

let directory: string;
let component: Component;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'vigil-stamp-'));
  component = {
    name: 'loki',
    version: '1.0.0',
    moduleDirectory: directory,
    packages: { 'example.org/cmd/one': 'one', 'example.org/cmd/two': 'two' },
    buildFlags: ['-tags=netgo'],
  };
  await writeFile(path.join(directory, 'go.mod'), 'module one\n');
  await writeFile(path.join(directory, 'go.sum'), 'sum\n');
});

afterEach(() => rm(directory, { recursive: true }));

describe('buildStamp', () => {
  it('is the same for the same sources', async () => {
    expect(await buildStamp(component)).toBe(await buildStamp({ ...component }));
  });

  it.each([
    ['flags', () => Promise.resolve({ ...component, buildFlags: ['-tags=netgo,other'] })],
    ['packages', () => Promise.resolve({ ...component, packages: { 'example.org/cmd/one': 'one' } })],
    ['go.mod', () => changed('go.mod')],
    ['go.sum', () => changed('go.sum')],
  ])('changes with the %s', async (_, change) => {
    const before = await buildStamp(component);
    expect(await buildStamp(await change())).not.toBe(before);
  });

  it('changes with the platform', async () => {
    expect(await buildStamp(component, 'linux/x64')).not.toBe(await buildStamp(component, 'linux/arm64'));
  });
});

describe('isUpToDate', () => {
  beforeEach(async () => {
    await writeFile(path.join(directory, 'one'), '');
    await writeFile(path.join(directory, 'two'), '');
    await writeStamp(component, directory);
  });

  it('holds when every binary is there and the stamp matches', async () => {
    expect(await isUpToDate(component, directory)).toBe(true);
  });

  it('does not hold when one binary is gone', async () => {
    await rm(path.join(directory, 'two'));
    expect(await isUpToDate(component, directory)).toBe(false);
  });

  it('does not hold when the requirements changed after the build', async () => {
    expect(await isUpToDate(await changed('go.mod'), directory)).toBe(false);
  });
});

async function changed(file: string): Promise<Component> {
  await writeFile(path.join(directory, file), 'something else\n');
  return component;
}
