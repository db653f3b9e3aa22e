import type { LogsSource, MetricsSource, Telemetry, TracesSource } from './telemetry.ts';

/** The same sources, whose reads are given up when the signal says so. */
export function giveUpOn<Sources extends Telemetry>(telemetry: Sources, signal: AbortSignal): Sources {
  const { metrics, logs, traces } = telemetry;
  return {
    ...telemetry,
    metrics: metrics && metricsUntil(metrics, signal),
    logs: logs && logsUntil(logs, signal),
    traces: traces && tracesUntil(traces, signal),
  };
}

export function metricsUntil(source: MetricsSource, signal: AbortSignal): MetricsSource {
  return {
    health: source.health,
    queryInstant: (query, atMs) => source.queryInstant(query, atMs, signal),
    queryRange: (query, range, stepSeconds) => source.queryRange(query, range, stepSeconds, signal),
    labelValues: (label, matchers, range) => source.labelValues(label, matchers, range, signal),
    probe: () => source.probe(signal),
  };
}

function logsUntil(source: LogsSource, signal: AbortSignal): LogsSource {
  return {
    health: source.health,
    queryRange: (query, range, limit) => source.queryRange(query, range, limit, signal),
    queryMetricRange: (query, range, stepSeconds) => source.queryMetricRange(query, range, stepSeconds, signal),
    oldest: (query, range) => source.oldest(query, range, signal),
    volumeBytes: (selector, range) => source.volumeBytes(selector, range, signal),
    labelNames: (range) => source.labelNames(range, signal),
    labelValues: (label, range) => source.labelValues(label, range, signal),
    probe: () => source.probe(signal),
  };
}

function tracesUntil(source: TracesSource, signal: AbortSignal): TracesSource {
  return {
    health: source.health,
    services: (range) => source.services(range, signal),
    search: (search) => source.search(search, signal),
    dependencies: (range) => source.dependencies(range, signal),
    probe: () => source.probe(signal),
  };
}
