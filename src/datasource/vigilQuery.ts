import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { QueryType, VigilQuery } from '@vigil/contract';

/** A query as it is stored in a panel, an alert rule or an annotation; what is missing matches everything. */
export interface VigilDataQuery extends DataQuery, Partial<Omit<VigilQuery, 'refId' | 'queryType'>> {
  queryType?: QueryType;
}

export interface VigilOptions extends DataSourceJsonData {
  serviceUrl?: string;
}

export interface VigilSecrets {
  sharedSecret?: string;
}

export type VariableKind = 'services' | 'detectors' | 'kinds' | 'severities';

export interface VigilVariableQuery extends DataQuery {
  kind?: VariableKind;
}

interface QueryTypeWords {
  value: QueryType;
  label: string;
  description: string;
  filters: ReadonlyArray<'service' | 'detectorId' | 'severity' | 'status' | 'horizonSeconds'>;
}

export const queryTypes: readonly QueryTypeWords[] = [
  {
    value: 'score',
    label: 'Score',
    description: 'How unusual each series is; from 1 it is anomalous, from 2 critically so. Made for alert rules.',
    filters: ['service', 'detectorId'],
  },
  {
    value: 'band',
    label: 'Band',
    description: 'What was seen, what was expected, and the band around it.',
    filters: ['service', 'detectorId'],
  },
  {
    value: 'anomalies',
    label: 'Anomalies',
    description: 'Intervals in which a series was anomalous, as a table or as annotations.',
    filters: ['service', 'detectorId', 'severity', 'status'],
  },
  {
    value: 'incidents',
    label: 'Incidents',
    description: 'Incidents of the time range, as a table or as annotations.',
    filters: ['service', 'severity', 'status'],
  },
  {
    value: 'health',
    label: 'Health',
    description: 'The health of each service, from 0 to 100.',
    filters: ['service'],
  },
  {
    value: 'forecast',
    label: 'Forecast',
    description: 'What is to come: expected, and the band in which 95 % of the values will lie.',
    filters: ['service', 'detectorId', 'horizonSeconds'],
  },
  {
    value: 'anomaly-rate',
    label: 'Anomaly rate',
    description: 'The share of series that was anomalous over time: of the fleet, or of each chosen service.',
    filters: ['service'],
  },
];

export const defaultQueryType: QueryType = 'score';

export function queryTypeOf({ queryType }: VigilDataQuery): QueryTypeWords {
  return queryTypes.find(({ value }) => value === queryType) ?? queryTypes[0];
}
