import { TelemetryError } from './telemetry-error.ts';
import type { LogsSource, MetricsSource } from './telemetry.ts';

/** What a query begins with that is LogQL, not PromQL. */
const logqlPrefix = 'logs:';

export function isLogQuery(query: string): boolean {
  return query.startsWith(logqlPrefix);
}

/** The LogQL of such a query. */
export function logQueryOf(query: string): string {
  return query.slice(logqlPrefix.length).trim();
}

/** Marks LogQL as such. */
export function asLogQuery(logql: string): string {
  return `${logqlPrefix} ${logql}`;
}

/**
 * The metrics source, which also answers range queries that begin with `logs:`: LogQL that counts or measures log lines.
 * Whatever reads series by their queries reads both alike.
 */
export function createSeriesSource(metrics: MetricsSource, logs: LogsSource | null): MetricsSource {
  return {
    ...metrics,
    async queryRange(query, range, stepSeconds, signal) {
      if (!isLogQuery(query)) {
        return metrics.queryRange(query, range, stepSeconds, signal);
      }
      if (logs === null) {
        throw new TelemetryError(
          'logs',
          'not-configured',
          'The query reads log lines, and there is no Loki to read them from. Set LOKI_URL or GRAFANA_URL.'
        );
      }
      return logs.queryMetricRange(logQueryOf(query), range, stepSeconds, signal);
    },
  };
}
