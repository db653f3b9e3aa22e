const grafanaUnits: Record<string, string> = {
  ratio: 'percentunit',
  percent: 'percent',
  s: 's',
  bytes: 'bytes',
  none: 'none',
  'req/s': 'reqps',
};

/** The unit of a series as Grafana calls it; units that it does not know are written after the number. */
export function grafanaUnit(unit: string): string {
  return grafanaUnits[unit] ?? `suffix:${unit}`;
}
