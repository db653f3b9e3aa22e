import type { GrafanaInstallation } from '../stack/grafana-installation.ts';
import { type RunningGrafana, startGrafana } from '../stack/grafana.ts';
import { findFreePort, type ReservedPort, reservePort } from '../stack/ports.ts';
import type { ScrapeTarget } from '../stack/prometheus-config.ts';
import { type RunningStack, startStack } from '../stack/stack.ts';
import { targetLabelsOf } from '../system/catalog.ts';
import { type RunningSystem, startSystem, type SystemService } from '../system/system.ts';
import type { Cleanup } from './cleanup.ts';
import { writeHistoryInBackground } from './history-writer.ts';
import { waitForModels } from './models.ts';
import { createServiceClient, type ServiceClient } from './service-client.ts';
import { createSecrets, type RunningService, type ServiceSecrets, startService } from './service-process.ts';
import { withinTime } from './step.ts';
import type { Terminal } from './terminal.ts';

export interface EnvironmentOptions {
  readonly directory: string;
  readonly seed: number;
  /** Null: Vigil reads telemetry directly. */
  readonly grafana: GrafanaInstallation | null;
  readonly terminal: Terminal;
  /** Gets everything that has to be stopped, also when the start fails half way. */
  readonly cleanup: Cleanup;
  readonly signal: AbortSignal;
}

export interface Environment {
  readonly stack: RunningStack;
  readonly system: RunningSystem;
  readonly service: RunningService;
  readonly client: ServiceClient;
  readonly grafana: RunningGrafana | null;
}

interface Plan {
  readonly servicePort: ReservedPort;
  readonly serviceUrl: string;
  readonly secrets: ServiceSecrets;
}

const preferredServicePort = 8001;
const preferredGrafanaPort = 3000;
/** The demo system is what is measured: everything else steps back for it. */
const niceness = 5;
const historyTimeoutMs = 180_000;
const progressIntervalMs = 2_000;

/** Starts the telemetry stack, the demo system with a week of history, Grafana if there is one, and Vigil with trained models. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { directory, terminal, cleanup, signal } = options;
  const plan = await makePlan();
  const stack = await startTelemetry(options, plan);
  const [system, grafana] = await Promise.all([
    startDemoSystem(options, stack),
    startGrafanaIfAny(options, stack, plan),
  ]);
  signal.throwIfAborted();
  await plan.servicePort.release();
  const service = await startService({
    directory,
    niceness,
    port: plan.servicePort.port,
    secrets: plan.secrets,
    telemetry: grafana
      ? { GRAFANA_URL: grafana.url, GRAFANA_TOKEN: grafana.serviceAccountToken }
      : { PROMETHEUS_URL: stack.urls.prometheus, LOKI_URL: stack.urls.loki, JAEGER_URL: stack.urls.jaeger },
    remoteWriteUrl: stack.urls.remoteWrite,
  });
  cleanup.defer('Vigil', () => service.stop());
  terminal.line('setup', `Vigil answers at ${service.url}`);
  await stack.prometheus.setTargets([...system.services.map(scrapeTarget), vigilTarget(service.url)]);
  const client = createServiceClient(service.url, plan.secrets.shared);
  const { detection } = await waitForModels({ client, service, report: (text) => terminal.progress(text), signal });
  terminal.line('setup', `${detection.trainedSeriesCount} models trained for ${detection.detectorCount} detectors`);
  return { stack, system, service, client, grafana };
}

async function makePlan(): Promise<Plan> {
  const servicePort = await reservePort(preferredServicePort);
  return { servicePort, serviceUrl: `http://127.0.0.1:${servicePort.port}`, secrets: createSecrets() };
}

async function startTelemetry(
  { directory, terminal, cleanup }: EnvironmentOptions,
  { serviceUrl, secrets }: Plan
): Promise<RunningStack> {
  const webhook = { url: `${serviceUrl}/webhook/alerts`, token: secrets.webhookToken };
  const stack = await startStack({ directory, niceness, webhook });
  cleanup.defer('the telemetry stack', () => stack.stop());
  terminal.line('setup', 'Prometheus, Loki, Jaeger and Alertmanager answer');
  return stack;
}

/** The history comes before the first scrape: Prometheus takes samples in order far faster than late ones. */
async function startDemoSystem(options: EnvironmentOptions, stack: RunningStack): Promise<RunningSystem> {
  const { seed, terminal, cleanup } = options;
  const { urls, prometheus } = stack;
  const system = await startSystem({ lokiUrl: urls.loki, otlpUrl: urls.otlp, seed });
  cleanup.defer('the demo system', () => system.stop());
  terminal.line('setup', `${system.services.length} services answer and are under load`);
  await writeHistory(options, stack, system);
  await prometheus.setTargets(system.services.map(scrapeTarget));
  return system;
}

async function writeHistory(
  { seed, terminal }: EnvironmentOptions,
  { urls, prometheus }: RunningStack,
  { services, startedAt }: RunningSystem
): Promise<void> {
  const report = atMostEvery(progressIntervalMs, (share) =>
    terminal.progress(`Writing a week of history: ${Math.round(share * 100)} %`)
  );
  const work = writeHistoryInBackground(
    { prometheusUrl: urls.prometheus, until: startedAt, services, seed },
    { niceness, report }
  );
  const step = { name: 'Writing the history', timeoutMs: historyTimeoutMs, logFile: prometheus.logFile };
  const { seriesCount, sampleCount } = await withinTime(step, work);
  terminal.line('setup', `A week of history is in Prometheus: ${sampleCount} samples of ${seriesCount} series`);
}

function atMostEvery(intervalMs: number, report: (share: number) => void): (share: number) => void {
  let reportedAtMs = -Infinity;
  return (share) => {
    if (performance.now() - reportedAtMs >= intervalMs) {
      reportedAtMs = performance.now();
      report(share);
    }
  };
}

function scrapeTarget({ name, url, metricsPath }: SystemService): ScrapeTarget {
  return { address: new URL(url).host, metricsPath, labels: targetLabelsOf(name) };
}

/** Without a service label: Vigil's own metrics are there to be looked at, not to be watched by itself. */
function vigilTarget(url: string): ScrapeTarget {
  return { address: new URL(url).host, metricsPath: '/metrics', labels: { job: 'vigil' } };
}

async function startGrafanaIfAny(
  { directory, grafana: installation, terminal, cleanup }: EnvironmentOptions,
  { urls }: RunningStack,
  { serviceUrl, secrets }: Plan
): Promise<RunningGrafana | null> {
  if (installation === null) {
    return null;
  }
  const grafana = await startGrafana({
    directory,
    niceness,
    installation,
    port: await findFreePort(preferredGrafanaPort),
    env: {
      PROMETHEUS_URL: urls.prometheus,
      LOKI_URL: urls.loki,
      JAEGER_URL: urls.jaeger,
      TEMPO_URL: '',
      ALERTMANAGER_URL: urls.alertmanager,
      VIGIL_SERVICE_URL: serviceUrl,
      VIGIL_SHARED_SECRET: secrets.shared,
      VIGIL_WEBHOOK_SECRET: secrets.webhookSecret,
    },
  });
  cleanup.defer('Grafana', () => grafana.stop());
  terminal.line('setup', `Grafana ${grafana.version} answers at ${grafana.url}`);
  return grafana;
}
