import type { ComponentName } from '@vigil/contract';

interface ComponentWords {
  title: string;
  /** What does not work while the component is down. */
  consequence: string;
}

export const componentWords: Record<ComponentName, ComponentWords> = {
  database: { title: 'The database', consequence: 'Nothing can be stored; pages may fail.' },
  queue: { title: 'The job queue', consequence: 'Investigations and training wait.' },
  metrics: { title: 'The metrics source', consequence: 'Scores are paused and go on by themselves when it answers.' },
  logs: { title: 'The log source', consequence: 'Investigations go without logs.' },
  traces: { title: 'The trace source', consequence: 'Investigations go without traces.' },
  grafana: { title: 'Grafana', consequence: 'Telemetry that is read through it is missing.' },
  scoring: { title: 'Scoring', consequence: 'Scores on this page are old.' },
  'remote-write': { title: 'Remote write', consequence: 'Scores are not stored in the metrics database.' },
  configuration: {
    title: 'Reloading the configuration',
    consequence: 'The configuration as it was before stays in use.',
  },
};
