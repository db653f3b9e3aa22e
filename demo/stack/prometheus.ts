import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderAlertRules } from './alert-rules.ts';
import { findFreePort } from './ports.ts';
import { renderPrometheusConfig, renderTargets, type ScrapeTarget } from './prometheus-config.ts';
import { componentDirectory, type ComponentLocation, launch, type RunningComponent } from './running-component.ts';

export interface PrometheusOptions extends ComponentLocation {
  readonly scrapeTargets?: readonly ScrapeTarget[];
  readonly scrapeIntervalSeconds?: number;
  /** Alerts of the demo rules go there; without one, no rules are loaded. */
  readonly alertmanagerUrl?: string;
}

export interface RunningPrometheus extends RunningComponent {
  readonly remoteWriteUrl: string;
  /** Replaces what is scraped; Prometheus notices the changed file by itself. */
  setTargets(targets: readonly ScrapeTarget[]): Promise<void>;
}

const defaultScrapeIntervalSeconds = 5;

export async function startPrometheus(options: PrometheusOptions): Promise<RunningPrometheus> {
  const { scrapeTargets = [], scrapeIntervalSeconds = defaultScrapeIntervalSeconds, alertmanagerUrl } = options;
  const directory = await componentDirectory(options, 'prometheus');
  const port = options.port ?? (await findFreePort());
  const write = (name: string, text: string) => writeFile(path.join(directory, name), text);
  const setTargets = async (targets: readonly ScrapeTarget[]) => {
    await write('targets.json.new', renderTargets(targets));
    await rename(path.join(directory, 'targets.json.new'), path.join(directory, 'targets.json'));
  };
  await setTargets(scrapeTargets);
  await write('rules.yaml', renderAlertRules(scrapeIntervalSeconds));
  await write('prometheus.yaml', renderPrometheusConfig({ scrapeIntervalSeconds, alertmanagerUrl }));
  const url = `http://127.0.0.1:${port}`;
  const running = await launch({
    name: 'prometheus',
    directory,
    niceness: options.niceness,
    args: prometheusArguments(directory, port),
    ports: [port],
    url,
    healthPath: '/-/ready',
  });
  return { ...running, remoteWriteUrl: `${url}/api/v1/write`, setTargets };
}

export function prometheusArguments(directory: string, port: number): string[] {
  return [
    '--config.file=prometheus.yaml',
    `--storage.tsdb.path=${path.join(directory, 'data')}`,
    '--storage.tsdb.retention.time=15d',
    `--web.listen-address=127.0.0.1:${port}`,
    '--web.enable-remote-write-receiver',
    '--web.enable-otlp-receiver',
    '--web.enable-lifecycle',
    '--enable-feature=exemplar-storage,native-histograms',
    '--log.level=warn',
  ];
}
