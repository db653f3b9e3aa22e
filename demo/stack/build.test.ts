import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { buildStack, findOutdated } from './build.ts';

let directory: string;
let binaries: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'vigil-build-'));
  binaries = path.join(directory, 'bin');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

it('builds every part once, two at a time, and nothing when all is up to date', async () => {
  await installFakeGo(`
    for argument in "$@"; do
      case "$previous" in -o) out="$argument";; esac
      case "$argument" in */cmd/*) echo "$argument" >&2; echo binary > "$out/$(basename "$argument")";; esac
      previous="$argument"
    done`);
  const lines: string[] = [];
  const first = await buildStack({ directory: binaries, report: (line) => lines.push(line) });
  expect(first.built).toEqual(['loki', 'alertmanager', 'prometheus', 'jaeger']);
  expect(lines.filter((line) => line.startsWith('Built '))).toHaveLength(4);
  expect(lines[0]).toMatch(/^Building part 1 of 4, loki /);
  const files = (await readdir(binaries)).filter((file) => !file.endsWith('.stamp'));
  expect(files.toSorted()).toEqual(['alertmanager', 'jaeger', 'loki', 'prometheus', 'promtool']);

  const second = await buildStack({ directory: binaries });
  expect(second.built).toEqual([]);
});

it('names the component, the command and the last output of a failed build, and keeps what was there', async () => {
  await installFakeGo('echo "go: downloading example.org/a v1.0.0" >&2; echo "disk full" >&2; exit 7');
  await mkdir(binaries);
  await writeFile(path.join(binaries, 'loki'), 'previous build');
  const building = buildStack({ directory: binaries });
  await expect(building).rejects.toThrow(
    /^Building (loki|alertmanager) failed: exit code 7\n {2}directory: demo\/stack\/tools\/\w+\n {2}command: CGO_ENABLED=0 go build -mod=readonly [^]*last output:\n {4}disk full$/
  );
  await expect(building).rejects.not.toThrow(/downloading/);
  expect(await readFile(path.join(binaries, 'loki'), 'utf8')).toBe('previous build');
  expect((await findOutdated(binaries)).map(({ name }) => name)).toContain('loki');
});

it('stops when asked to', async () => {
  await installFakeGo('exec sleep 60');
  const stopping = new AbortController();
  const building = buildStack({ directory: binaries, signal: stopping.signal });
  setTimeout(() => stopping.abort(), 200);
  await expect(building).rejects.toThrow();
});

async function installFakeGo(script: string): Promise<void> {
  const folder = path.join(directory, 'path');
  await mkdir(folder);
  await writeFile(path.join(folder, 'go'), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(folder, 'go'), 0o755);
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env.PATH}`);
}
