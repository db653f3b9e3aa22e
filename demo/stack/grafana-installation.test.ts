import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findGrafana, isRecentEnough, parseGrafanaVersion } from './grafana-installation.ts';

describe('version', () => {
  it.each([
    ['grafana version 12.3.3\n', '12.3.3'],
    ['Version 13.0.1 (commit: abc, branch: HEAD)', '13.0.1'],
    ['unknown', undefined],
  ])('is read from %j', (output, version) => expect(parseGrafanaVersion(output)).toBe(version));

  it.each([
    ['12.2.9', false],
    ['12.3.0', true],
    ['13.0.0', true],
    ['9.5.1', false],
  ])('%s is recent enough: %s', (version, expected) => expect(isRecentEnough(version)).toBe(expected));
});

describe('findGrafana', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'vigil-grafana-'));
  });

  afterEach(() => rm(home, { recursive: true }));

  it('takes the one under GRAFANA_HOME', async () => {
    await installGrafana(home, '12.3.3');
    expect(await findGrafana({ GRAFANA_HOME: home })).toEqual({
      found: true,
      installation: { binary: path.join(home, 'bin', 'grafana'), homeDirectory: home, version: '12.3.3' },
    });
  });

  it('follows a link on the path to the folder with the defaults', async () => {
    await installGrafana(home, '12.4.0');
    const links = path.join(home, 'links');
    await mkdir(links);
    await symlink(path.join(home, 'bin', 'grafana'), path.join(links, 'grafana'));
    expect(await findGrafana({ PATH: links })).toMatchObject({ found: true, installation: { homeDirectory: home } });
  });

  it('refuses one that is too old and says which version is needed', async () => {
    await installGrafana(home, '11.6.0');
    const search = await findGrafana({ GRAFANA_HOME: home });
    expect(search).toMatchObject({ found: false, reason: expect.stringContaining('12.3 or later is needed') });
  });

  it('says where it looked', async () => {
    expect(await findGrafana({ GRAFANA_HOME: home })).toMatchObject({
      found: false,
      reason: `GRAFANA_HOME is ${home}, which has no bin/grafana`,
    });
    expect(await findGrafana({ PATH: home })).toMatchObject({ found: false, reason: expect.stringContaining('path') });
  });
});

async function installGrafana(home: string, version: string): Promise<void> {
  await mkdir(path.join(home, 'bin'));
  await mkdir(path.join(home, 'conf'));
  await writeFile(path.join(home, 'conf', 'defaults.ini'), '');
  const binary = path.join(home, 'bin', 'grafana');
  await writeFile(binary, `#!/bin/sh\necho "grafana version ${version}"\n`);
  await chmod(binary, 0o755);
}
