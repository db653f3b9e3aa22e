import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serviceUrl, settings } from './settings';

const startTimeoutMs = 90_000;
const pollIntervalMs = 500;

/** Starts a fresh Grafana with the built plugin and the repository's provisioning; returns how to stop it. */
export async function startGrafana(home: string, binary: string): Promise<() => Promise<void>> {
  await assertPortFree(settings.grafanaPort);
  const data = mkdtempSync(path.join(tmpdir(), 'vigil-e2e-'));
  const plugins = path.join(data, 'plugins');
  mkdirSync(plugins);
  symlinkSync(path.resolve('dist'), path.join(plugins, 'vigil-aiops-app'));
  const log = openSync(path.join(data, 'grafana.out'), 'a');
  const grafana = spawn(binary, ['server', '--homepath', home], {
    cwd: home,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...grafanaEnvironment(data, plugins) },
  });
  await untilHealthy(grafana, data);
  return () => stop(grafana);
}

function grafanaEnvironment(data: string, plugins: string): NodeJS.ProcessEnv {
  return {
    GF_PATHS_DATA: data,
    GF_PATHS_LOGS: path.join(data, 'log'),
    GF_PATHS_PLUGINS: plugins,
    GF_PATHS_PROVISIONING: path.resolve('provisioning'),
    GF_DEFAULT_APP_MODE: 'development',
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(settings.grafanaPort),
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    GF_USERS_DEFAULT_LANGUAGE: 'en-US',
    PROMETHEUS_URL: 'http://127.0.0.1:9',
    LOKI_URL: 'http://127.0.0.1:9',
    JAEGER_URL: 'http://127.0.0.1:9',
    ALERTMANAGER_URL: 'http://127.0.0.1:9',
    VIGIL_SERVICE_URL: serviceUrl,
    VIGIL_SHARED_SECRET: settings.sharedSecret,
    VIGIL_WEBHOOK_SECRET: settings.webhookSecret,
    VIGIL_DASHBOARDS_PATH: path.resolve('src/dashboards'),
  };
}

/** A health check on a taken port would answer from the server that has it, with its plugins. */
async function assertPortFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => reject(new Error(`Port ${port} is taken: set VIGIL_E2E_GRAFANA_PORT to a free one.`)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

async function untilHealthy(grafana: ChildProcess, data: string): Promise<void> {
  const deadlineMs = Date.now() + startTimeoutMs;
  while (Date.now() < deadlineMs && grafana.exitCode === null) {
    const health = await fetch(`http://127.0.0.1:${settings.grafanaPort}/api/health`).catch(() => undefined);
    if (health?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pollIntervalMs));
  }
  await stop(grafana);
  throw new Error(`Grafana did not start; see ${data}/grafana.out.`);
}

/** Ends the whole group: Grafana leaves its plugin processes behind when it ends by itself. */
async function stop(grafana: ChildProcess): Promise<void> {
  if (grafana.pid === undefined || grafana.exitCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => grafana.once('exit', resolve));
  process.kill(-grafana.pid, 'SIGTERM');
  await ended;
}
