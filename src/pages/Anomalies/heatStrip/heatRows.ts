import type { AnomalyRate, AnomalyRateGroup } from '@vigil/contract';

/** One line of the heat strip. */
export interface HeatRow {
  id: string;
  label: string;
  /** What choosing it filters by; empty for the fleet. */
  service: string;
  group: AnomalyRateGroup;
}

export const rowHeightPx = 18;

/** The fleet first, then its groups as the service ranked them. */
export function heatRows({ fleet, groups }: AnomalyRate): HeatRow[] {
  const all = {
    id: 'all',
    label: fleet.service === '' ? 'All services' : fleet.service,
    service: fleet.service,
    group: fleet,
  };
  return [
    all,
    ...groups.map((group) => ({
      id: `${group.service}/${group.instance ?? ''}`,
      label: group.instance ?? group.service,
      service: group.service,
      group,
    })),
  ];
}
