import { directEndpoint } from './endpoint.ts';
import type { EndpointResolver } from './endpoint.ts';
import type { FetchLimits } from './guarded-fetch.ts';
import { createGrafanaDataSources } from './grafana/data-sources.ts';
import type { DataSourceChoice, GrafanaConnection, GrafanaDataSources } from './grafana/data-sources.ts';
import { createLokiSource } from './loki/logs-source.ts';
import { createPrometheusSource } from './prometheus/metrics-source.ts';
import { createDiscoveredTracesSource, createTracesSource } from './traces-by-type.ts';
import type { Telemetry, TracesSource } from './telemetry.ts';

export interface TelemetrySettings {
  prometheus?: { url: string; token?: string };
  loki?: { url: string; token?: string };
  tempo?: { url: string; token?: string };
  jaeger?: { url: string; token?: string };
  /** Takes precedence over the direct addresses. */
  grafana?: GrafanaConnection & { metricsUid?: string; logsUid?: string; tracesUid?: string };
}

export interface ConnectedTelemetry extends Telemetry {
  /** Set when telemetry is read through Grafana. */
  grafana: GrafanaDataSources | null;
}

/** Builds the clients for the configured transport; nothing is contacted before the first request. */
export function createTelemetry(settings: TelemetrySettings, limits?: FetchLimits): ConnectedTelemetry {
  return settings.grafana === undefined
    ? directTelemetry(settings, limits)
    : grafanaTelemetry(settings.grafana, limits);
}

function directTelemetry(
  { prometheus, loki, tempo, jaeger }: TelemetrySettings,
  limits?: FetchLimits
): ConnectedTelemetry {
  return {
    grafana: null,
    metrics:
      prometheus === undefined
        ? null
        : createPrometheusSource(directEndpoint('metrics', prometheus.url, prometheus.token), limits),
    logs: loki === undefined ? null : createLokiSource(directEndpoint('logs', loki.url, loki.token), limits),
    traces: directTraces({ tempo, jaeger }, limits),
  };
}

function directTraces({ tempo, jaeger }: TelemetrySettings, limits?: FetchLimits): TracesSource | null {
  if (tempo !== undefined) {
    return createTracesSource('tempo', directEndpoint('traces', tempo.url, tempo.token), limits);
  }
  return jaeger === undefined
    ? null
    : createTracesSource('jaeger', directEndpoint('traces', jaeger.url, jaeger.token), limits);
}

function grafanaTelemetry(
  { metricsUid, logsUid, tracesUid, ...connection }: NonNullable<TelemetrySettings['grafana']>,
  limits?: FetchLimits
): ConnectedTelemetry {
  const grafana = createGrafanaDataSources(connection);
  const endpointOf =
    (choice: DataSourceChoice): EndpointResolver =>
    async (signal) =>
      (await grafana.choose(choice, signal)).endpoint;
  const traces: DataSourceChoice = { source: 'traces', types: ['tempo', 'jaeger'], uid: tracesUid };

  return {
    grafana,
    metrics: createPrometheusSource(endpointOf({ source: 'metrics', types: ['prometheus'], uid: metricsUid }), limits),
    logs: createLokiSource(endpointOf({ source: 'logs', types: ['loki'], uid: logsUid }), limits),
    traces: createDiscoveredTracesSource(
      async (signal) => ((await grafana.choose(traces, signal)).type === 'tempo' ? 'tempo' : 'jaeger'),
      endpointOf(traces),
      limits
    ),
  };
}
