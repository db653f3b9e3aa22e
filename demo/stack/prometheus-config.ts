import { stringify } from 'yaml';

export interface ScrapeTarget {
  /** Host and port. */
  readonly address: string;
  readonly metricsPath: string;
  /** Put on every series of the target; `job` replaces the job name of the scrape configuration. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface PrometheusConfig {
  readonly scrapeIntervalSeconds: number;
  readonly alertmanagerUrl?: string;
}

/** Wide enough for a back-filled week. */
const outOfOrderWindow = '8d';

export function renderPrometheusConfig({ scrapeIntervalSeconds, alertmanagerUrl }: PrometheusConfig): string {
  const interval = `${scrapeIntervalSeconds}s`;
  const alerting = alertmanagerUrl && {
    rule_files: ['rules.yaml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanagerUrl).host] }] }] },
  };
  return stringify({
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    storage: { tsdb: { out_of_order_time_window: outOfOrderWindow }, exemplars: { max_exemplars: 50_000 } },
    scrape_configs: [{ job_name: 'demo-system', file_sd_configs: [{ files: ['targets.json'] }] }],
    ...alerting,
  });
}

export function renderTargets(targets: readonly ScrapeTarget[]): string {
  const groups = targets.map(({ address, metricsPath, labels }) => ({
    targets: [address],
    labels: { ...labels, __metrics_path__: metricsPath },
  }));
  return `${JSON.stringify(groups, null, 2)}\n`;
}
