import { execFile } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface GrafanaInstallation {
  readonly binary: string;
  /** Holds `conf/defaults.ini` and the front end. */
  readonly homeDirectory: string;
  readonly version: string;
}

export type GrafanaSearch =
  | { readonly found: true; readonly installation: GrafanaInstallation }
  | { readonly found: false; readonly reason: string };

const minimumVersion = [12, 3] as const;
const packagedHomeDirectory = '/usr/share/grafana';
const run = promisify(execFile);

/** Looks for a Grafana under GRAFANA_HOME, then on the path, and checks that it is recent enough. */
export async function findGrafana(env: NodeJS.ProcessEnv = process.env): Promise<GrafanaSearch> {
  const binary = await findBinary(env);
  if (binary === undefined) {
    const reason = env.GRAFANA_HOME
      ? `GRAFANA_HOME is ${env.GRAFANA_HOME}, which has no bin/grafana`
      : 'no Grafana: GRAFANA_HOME is not set and there is no grafana on the path';
    return { found: false, reason };
  }
  const homeDirectory = await findHomeDirectory(binary);
  if (homeDirectory === undefined) {
    return { found: false, reason: `${binary} has no conf/defaults.ini beside it or in ${packagedHomeDirectory}` };
  }
  const version = await readVersion(binary);
  if (version === undefined || !isRecentEnough(version)) {
    const wanted = minimumVersion.join('.');
    return {
      found: false,
      reason: `${binary} is Grafana ${version ?? '(unknown version)'}; ${wanted} or later is needed`,
    };
  }
  return { found: true, installation: { binary, homeDirectory, version } };
}

export function parseGrafanaVersion(output: string): string | undefined {
  return /\b(\d+\.\d+\.\d+)/.exec(output)?.[1];
}

export function isRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > minimumVersion[0] || (major === minimumVersion[0] && minor >= minimumVersion[1]);
}

async function findBinary(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.GRAFANA_HOME) {
    return firstExisting([path.join(env.GRAFANA_HOME, 'bin', 'grafana')], constants.X_OK);
  }
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const direct = await firstExisting(
    folders.map((folder) => path.join(folder, 'grafana')),
    constants.X_OK
  );
  if (direct) {
    return realpath(direct);
  }
  const server = await firstExisting(
    folders.map((folder) => path.join(folder, 'grafana-server')),
    constants.X_OK
  );
  return server && firstExisting([path.join(path.dirname(await realpath(server)), 'grafana')], constants.X_OK);
}

async function findHomeDirectory(binary: string): Promise<string | undefined> {
  const candidates = [path.resolve(binary, '../..'), path.resolve(binary, '../../..'), packagedHomeDirectory];
  const defaults = await firstExisting(candidates.map((folder) => path.join(folder, 'conf', 'defaults.ini')));
  return defaults && path.resolve(defaults, '../..');
}

async function readVersion(binary: string): Promise<string | undefined> {
  const { stdout } = await run(binary, ['-v'], { timeout: 30_000 });
  return parseGrafanaVersion(stdout);
}

async function firstExisting(files: readonly string[], mode = constants.R_OK): Promise<string | undefined> {
  for (const file of files) {
    const exists = await access(file, mode).then(
      () => true,
      () => false
    );
    if (exists) {
      return file;
    }
  }
  return undefined;
}
