import type { FaultName } from './options.mjs';

/** The raw number in Prometheus in which a fault shows, for the eyes of whoever watches the terminal. */
export interface Indicator {
  readonly title: string;
  readonly query: string;
  readonly format: (value: number) => string;
}

const httpErrorRatio = (service: string) =>
  `sum(rate(http_requests_total{service="${service}",status=~"5.."}[30s])) / sum(rate(http_requests_total{service="${service}"}[30s])) or vector(0)`;

export const indicators: Readonly<Record<FaultName, Indicator>> = {
  latency: {
    title: 'payments, p99 latency',
    query: 'histogram_quantile(0.99, sum by (le) (rate(http_server_requests_seconds_bucket{service="payments"}[30s])))',
    format: formatDuration,
  },
  errors: { title: 'catalog, failed requests', query: httpErrorRatio('catalog'), format: formatRatio },
  memory: {
    title: 'payments, JVM heap in use',
    query:
      'sum(jvm_memory_used_bytes{service="payments",area="heap"}) / sum(jvm_memory_max_bytes{service="payments",area="heap"} > 0)',
    format: formatRatio,
  },
  'dependency-down': {
    title: 'llm-gateway, up',
    query: 'up{service="llm-gateway"}',
    format: (value) => (value === 1 ? 'yes' : 'no'),
  },
  'drop-to-zero': {
    title: 'executor, actions',
    query: 'sum(rate(executor_actions_total{service="executor"}[30s]))',
    format: (value) => `${value.toFixed(2)}/s`,
  },
  'bad-deploy': { title: 'orders, failed requests', query: httpErrorRatio('orders'), format: formatRatio },
  'cache-collapse': {
    title: 'llm-gateway, cache hits',
    query:
      'sum(rate(fluxai_cache_hits_total[30s])) / (sum(rate(fluxai_cache_hits_total[30s])) + sum(rate(fluxai_cache_misses_total[30s])))',
    format: formatRatio,
  },
  none: { title: 'gateway, failed requests', query: httpErrorRatio('gateway'), format: formatRatio },
};

export function formatDuration(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

export function formatRatio(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}
