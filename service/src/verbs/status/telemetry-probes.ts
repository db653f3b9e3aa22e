import type { ScoringStatus } from '../../detection/scoring-status.ts';
import type { ConnectedTelemetry } from '../../telemetry/create-telemetry.ts';
import type { SourceHealth } from '../../telemetry/source-health.ts';
import type { HealthProbe, ProbeResult } from './health-monitor.ts';

export interface ProbedTelemetry {
  telemetry: ConnectedTelemetry;
  scoring: ScoringStatus;
  /** Null when scores are not written anywhere. */
  remoteWrite: SourceHealth | null;
}

const remedies = {
  metrics: 'Set PROMETHEUS_URL, or GRAFANA_URL and GRAFANA_TOKEN.',
  logs: 'Set LOKI_URL to have logs in investigations.',
  traces: 'Set TEMPO_URL or JAEGER_URL to have traces in investigations.',
  grafana: 'Telemetry is read directly; set GRAFANA_URL and GRAFANA_TOKEN to read it through Grafana.',
  'remote-write': 'Set VIGIL_REMOTE_WRITE_URL to keep scores as series.',
} as const;

/** One probe per source of telemetry, and for scoring and remote write what they last saw. */
export function telemetryProbes({ telemetry, scoring, remoteWrite }: ProbedTelemetry): HealthProbe[] {
  const { metrics, logs, traces, grafana } = telemetry;
  return [
    askingProbe('metrics', metrics),
    askingProbe('logs', logs),
    askingProbe('traces', traces),
    askingProbe('grafana', grafana),
    {
      name: 'scoring',
      check: () => Promise.resolve(metrics === null ? notConfigured('metrics') : scoring.current()),
    },
    {
      name: 'remote-write',
      check: () => Promise.resolve(remoteWrite?.current() ?? notConfigured('remote-write')),
    },
  ];
}

interface Probed {
  health: SourceHealth;
  probe(signal?: AbortSignal): Promise<void>;
}

/** Asks the source; what it answers in its health is told rather than the bare error, because it knows since when. */
function askingProbe(name: keyof typeof remedies & HealthProbe['name'], source: Probed | null): HealthProbe {
  return {
    name,
    async check(signal) {
      if (source === null) {
        return notConfigured(name);
      }
      await source.probe(signal).catch((error: unknown) => {
        if (signal.aborted || source.health.current().state === 'ok') {
          throw error;
        }
      });
      return source.health.current();
    },
  };
}

function notConfigured(name: keyof typeof remedies): ProbeResult {
  return { state: 'not-configured', message: remedies[name] };
}
