export type MetricRole = 'cpu' | 'memory' | 'latency' | 'availability' | 'failures' | 'traffic' | 'other';

/** The first that fits; names are those of exporters, meshes and cloud providers. */
const roles: ReadonlyArray<readonly [MetricRole, RegExp]> = [
  ['cpu', /cpu/i],
  ['memory', /mem/i],
  ['latency', /latency|duration|response.?time|^lat(_|$)/i],
  ['availability', /availab|success/i],
  ['failures', /error|fail|fault/i],
  ['traffic', /request|workload|calls|throughput|qps|rps/i],
];

/** What a metric measures, by its name. */
export function roleOf(metric: string): MetricRole {
  return roles.find(([, pattern]) => pattern.test(metric))?.[0] ?? 'other';
}

export interface ColumnName {
  readonly subject: string;
  readonly metric: string;
}

export function parseColumn(column: string): ColumnName {
  const end = column.lastIndexOf('|');
  return { subject: column.slice(0, Math.max(end, 0)), metric: column.slice(end + 1) };
}

const ARROW = '->';

/** Caller and callee of an edge; null for a service. */
export function parseEdge(subject: string): readonly [string, string] | null {
  const at = subject.indexOf(ARROW);
  return at < 0 ? null : [subject.slice(0, at), subject.slice(at + ARROW.length)];
}
