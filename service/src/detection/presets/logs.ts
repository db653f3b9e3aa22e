import { asLogQuery } from '../../telemetry/series-source.ts';
import type { DetectorPreset } from './detector-preset.ts';

const lines = 'sum by ($label) (count_over_time({$label=~".+"}[$window]))';
const errorLines =
  'sum by ($label) (count_over_time({$label=~".+"} | detected_level=~"(?i)error|fatal|critical" [$window]))';

/** Counting lines reads them: once a minute, and one day to learn from, is what a Loki can bear. */
const sparing = { language: 'logql', requires: [], stepSeconds: 60 } as const;
const trainingWindowSeconds = 86_400;

/** What log lines say by their number. */
export const logPresets: readonly DetectorPreset[] = [
  {
    ...sparing,
    id: 'log-errors',
    title: 'Share of error lines in the log',
    kind: 'errors',
    unit: 'ratio',
    query: asLogQuery(`(${errorLines} or ${lines} * 0) / ${lines}`),
    options: { direction: 'up', minDeviation: 0.05, dataRange: [0, 1], trainingWindowSeconds },
  },
  {
    ...sparing,
    id: 'log-lines',
    title: 'Log lines',
    kind: 'traffic',
    unit: 'lines',
    query: asLogQuery(lines),
    options: { direction: 'both', minDeviation: 10, minRelativeDeviation: 0.5, signal: 'log', trainingWindowSeconds },
  },
];
