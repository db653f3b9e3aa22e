import { accessSync, constants } from 'node:fs';
import path from 'node:path';

export type FoundGrafana = { url: string } | { home: string; binary: string };

/** A Grafana to test in: one that runs (GRAFANA_URL), or one to start (GRAFANA_HOME, or `grafana` on the PATH). */
export function findGrafana(environment: NodeJS.ProcessEnv): FoundGrafana | undefined {
  const { GRAFANA_URL: url, GRAFANA_HOME: home, PATH: searchPath = '' } = environment;
  if (url) {
    return { url };
  }
  const candidates = home
    ? [{ home, binary: path.join(home, 'bin/grafana') }]
    : searchPath.split(path.delimiter).map((folder) => ({
        home: process.env.GF_PATHS_HOME ?? '/usr/share/grafana',
        binary: path.join(folder, 'grafana'),
      }));
  return candidates.find(({ binary, home: folder }) => isExecutable(binary) && isReadable(path.join(folder, 'conf')));
}

export const noGrafanaReason = 'No Grafana was found: set GRAFANA_URL or GRAFANA_HOME, or put grafana on the PATH.';

function isExecutable(file: string): boolean {
  return isAccessible(file, constants.X_OK);
}

function isReadable(file: string): boolean {
  return isAccessible(file, constants.R_OK);
}

function isAccessible(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}
