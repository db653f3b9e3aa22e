import { type AlertWebhook, startAlertmanager } from './alertmanager.ts';
import { type RunningJaeger, startJaeger } from './jaeger.ts';
import { startLoki } from './loki.ts';
import { findFreePort } from './ports.ts';
import { type RunningPrometheus, startPrometheus } from './prometheus.ts';
import type { ScrapeTarget } from './prometheus-config.ts';
import type { RunningComponent } from './running-component.ts';

export interface StackPorts {
  readonly prometheus?: number;
  readonly loki?: number;
  readonly jaeger?: number;
  readonly otlp?: number;
  readonly alertmanager?: number;
}

export interface StackOptions {
  /** The run directory: configuration, data and logs of every component go below it. */
  readonly directory: string;
  /** Free loopback ports are taken for those that are left out. */
  readonly ports?: StackPorts;
  readonly scrapeTargets?: readonly ScrapeTarget[];
  readonly scrapeIntervalSeconds?: number;
  readonly webhook?: AlertWebhook;
  readonly niceness?: number;
}

export interface StackUrls {
  readonly prometheus: string;
  readonly remoteWrite: string;
  readonly loki: string;
  readonly jaeger: string;
  readonly otlp: string;
  readonly alertmanager: string;
}

export interface RunningStack {
  readonly prometheus: RunningPrometheus;
  readonly loki: RunningComponent;
  readonly jaeger: RunningJaeger;
  readonly alertmanager: RunningComponent;
  readonly urls: StackUrls;
  stop(): Promise<void>;
}

/** Starts Prometheus, Loki, Jaeger and Alertmanager together and resolves when all four answer. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { directory, niceness, ports = {}, scrapeTargets, scrapeIntervalSeconds, webhook } = options;
  const location = { directory, niceness };
  const alertmanagerPort = ports.alertmanager ?? (await findFreePort());
  const alertmanagerUrl = `http://127.0.0.1:${alertmanagerPort}`;
  const starts = [
    startPrometheus({ ...location, port: ports.prometheus, alertmanagerUrl, scrapeTargets, scrapeIntervalSeconds }),
    startLoki({ ...location, port: ports.loki }),
    startJaeger({ ...location, port: ports.jaeger, otlpPort: ports.otlp }),
    startAlertmanager({ ...location, port: alertmanagerPort, webhook }),
  ] as const;
  await stopTheOthersOnFailure(starts);
  const [prometheus, loki, jaeger, alertmanager] = await Promise.all(starts);
  return {
    prometheus,
    loki,
    jaeger,
    alertmanager,
    urls: {
      prometheus: prometheus.url,
      remoteWrite: prometheus.remoteWriteUrl,
      loki: loki.url,
      jaeger: jaeger.url,
      otlp: jaeger.otlpUrl,
      alertmanager: alertmanager.url,
    },
    stop: () => stopAll([prometheus, loki, jaeger, alertmanager]),
  };
}

async function stopTheOthersOnFailure(starts: ReadonlyArray<Promise<RunningComponent>>): Promise<void> {
  const results = await Promise.allSettled(starts);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await stopAll(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
    throw failed.reason;
  }
}

async function stopAll(components: readonly RunningComponent[]): Promise<void> {
  await Promise.all(components.map((component) => component.stop()));
}
