import type { DetectorPreset } from './detector-preset.ts';

const mebibyte = 1024 * 1024;

/** What any instrumented process says about itself: processor, memory, and whether it can be scraped. */
export const processPresets: readonly DetectorPreset[] = [
  {
    id: 'process-cpu',
    title: 'Process CPU',
    kind: 'cpu',
    unit: 'cores',
    requires: ['process_cpu_seconds_total'],
    query: 'avg by ($label) (rate(process_cpu_seconds_total{$selector}[$window]))',
    options: { direction: 'up', minDeviation: 0.3, minRelativeDeviation: 1, dataRange: [0, null] },
  },
  {
    id: 'jvm-cpu',
    title: 'JVM process CPU',
    kind: 'cpu',
    unit: 'ratio',
    requires: ['process_cpu_usage'],
    query: 'avg by ($label) (avg_over_time(process_cpu_usage{$selector}[$window]))',
    options: { direction: 'up', minDeviation: 0.2, minRelativeDeviation: 0.5, dataRange: [0, 1] },
  },
  {
    id: 'process-memory',
    title: 'Resident memory',
    kind: 'memory',
    unit: 'bytes',
    requires: ['process_resident_memory_bytes'],
    query: 'avg by ($label) (process_resident_memory_bytes{$selector})',
    options: { direction: 'up', minDeviation: 64 * mebibyte, minRelativeDeviation: 0.5, dataRange: [0, null] },
  },
  {
    id: 'jvm-heap',
    title: 'JVM heap used',
    kind: 'memory',
    unit: 'percent',
    requires: ['jvm_memory_used_bytes', 'jvm_memory_max_bytes'],
    query:
      '100 * sum by ($label) (jvm_memory_used_bytes{$selector,area="heap"}) / sum by ($label) (jvm_memory_max_bytes{$selector,area="heap"} > 0)',
    options: { direction: 'up', minDeviation: 10, dataRange: [0, 100] },
  },
  {
    id: 'availability',
    title: 'Share of instances up',
    kind: 'availability',
    unit: 'ratio',
    requires: ['up'],
    query: 'avg by ($label) (up{$selector})',
    options: { direction: 'down', minDeviation: 0.1, dataRange: [0.5, 1] },
  },
];
