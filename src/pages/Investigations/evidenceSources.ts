import type { IconName } from '@grafana/data';
import type { Evidence } from '@vigil/contract';

export const sourceOrder: ReadonlyArray<Evidence['source']> = ['changes', 'metrics', 'traces', 'logs', 'alerts'];

export const sourceWords: Record<Evidence['source'], { title: string; icon: IconName }> = {
  changes: { title: 'Changes', icon: 'rocket' },
  metrics: { title: 'Metrics', icon: 'chart-line' },
  traces: { title: 'Traces', icon: 'gf-traces' },
  logs: { title: 'Logs', icon: 'gf-logs' },
  alerts: { title: 'Alerts', icon: 'bell' },
};
