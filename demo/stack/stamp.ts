import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Component } from './components.ts';

/** Changes whenever the sources of a build do: module requirements, checksums, flags or target platform. */
export async function buildStamp(component: Component, platform = `${process.platform}/${process.arch}`) {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(await readFile(path.join(component.moduleDirectory, file))).update('\0');
  }
  hash.update(JSON.stringify([platform, component.buildFlags, component.packages]));
  return hash.digest('hex');
}

export async function isUpToDate(component: Component, directory: string): Promise<boolean> {
  try {
    await Promise.all(Object.values(component.packages).map((file) => access(path.join(directory, file))));
    return (await readFile(stampFile(component, directory), 'utf8')) === (await buildStamp(component));
  } catch {
    return false;
  }
}

export async function writeStamp(component: Component, directory: string): Promise<void> {
  await writeFile(stampFile(component, directory), await buildStamp(component));
}

function stampFile(component: Component, directory: string): string {
  return path.join(directory, `${component.name}.stamp`);
}
