import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createServiceAccountToken } from './grafana-api.ts';
import { pluginIds, renderGrafanaIni } from './grafana-config.ts';
import type { GrafanaInstallation } from './grafana-installation.ts';
import { waitUntilHealthy } from './health.ts';
import { repositoryDirectory } from './paths.ts';
import { assertPortIsFree, findFreePort } from './ports.ts';
import { startProcess } from './process.ts';
import { componentDirectory, type ComponentLocation, type RunningComponent } from './running-component.ts';

/** What the provisioning files refer to as `$NAME`. */
export interface GrafanaEnvironment {
  readonly PROMETHEUS_URL: string;
  readonly LOKI_URL: string;
  readonly TEMPO_URL: string;
  readonly JAEGER_URL: string;
  readonly ALERTMANAGER_URL: string;
  readonly VIGIL_SERVICE_URL: string;
  readonly VIGIL_SHARED_SECRET: string;
  readonly VIGIL_WEBHOOK_SECRET: string;
}

export interface GrafanaOptions extends ComponentLocation {
  readonly installation: GrafanaInstallation;
  readonly env: GrafanaEnvironment;
  /** The built plugin, by default `dist` of the checkout. */
  readonly pluginDirectory?: string;
}

export interface RunningGrafana extends RunningComponent {
  readonly version: string;
  /** Lets the service read telemetry through the data sources. */
  readonly serviceAccountToken: string;
}

const startTimeoutMs = 180_000;

/** Starts Grafana with the plugin loaded and everything in `provisioning/` set up. */
export async function startGrafana(options: GrafanaOptions): Promise<RunningGrafana> {
  const { installation, env, pluginDirectory = path.join(repositoryDirectory, 'dist') } = options;
  const directory = await componentDirectory(options, 'grafana');
  const port = options.port ?? (await findFreePort());
  await assertPortIsFree(port, 'Grafana');
  const plugins = await linkPlugin(directory, pluginDirectory);
  const provisioning = path.join(repositoryDirectory, 'provisioning');
  const configFile = path.join(directory, 'grafana.ini');
  await writeFile(configFile, renderGrafanaIni({ directory, plugins, provisioning }, port), { mode: 0o600 });
  const process = await startProcess({
    name: 'grafana',
    command: installation.binary,
    args: ['server', `--homepath=${installation.homeDirectory}`, `--config=${configFile}`],
    directory,
    niceness: options.niceness,
    env: { ...env, VIGIL_DASHBOARDS_PATH: path.join(pluginDirectory, 'dashboards') },
    logFile: path.join(directory, 'grafana.log'),
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilHealthy({ url: `${url}/api/health`, timeoutMs: startTimeoutMs, process });
    const serviceAccountToken = await createServiceAccountToken(url, 'vigil', 'Viewer');
    return { ...process, url, version: installation.version, serviceAccountToken, stop: () => process.stop() };
  } catch (error) {
    await process.stop();
    throw error;
  }
}

async function linkPlugin(directory: string, pluginDirectory: string): Promise<string> {
  const plugins = path.join(directory, 'plugins');
  await mkdir(plugins, { recursive: true });
  await symlink(pluginDirectory, path.join(plugins, pluginIds[0]));
  return plugins;
}
