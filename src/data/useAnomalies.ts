import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnomalyPage, AnomalyReport } from '@vigil/contract';
import { getJson } from './apiClient';

export interface AnomalyFilters {
  status: string;
  service: string;
  detectorId: string;
  kind: string;
  severity: string;
  q: string;
  from: string;
  to: string;
  sort: string;
  cursor: string;
}

const openReportIntervalMs = 15_000;
const pageSize = 25;

export const anomalyKeys = {
  all: ['anomalies'] as const,
  page: (filters: AnomalyFilters) => ['anomalies', 'page', filters] as const,
  report: (id: string) => ['anomalies', 'report', id] as const,
};

export function useAnomalies(filters: AnomalyFilters) {
  return useQuery({
    queryKey: anomalyKeys.page(filters),
    queryFn: ({ signal }) => getJson<AnomalyPage>('/anomalies', { ...filters, limit: pageSize }, signal),
    placeholderData: keepPreviousData,
  });
}

/** A report changes for as long as its anomaly lasts. */
export function useAnomalyReport(id: string) {
  return useQuery({
    queryKey: anomalyKeys.report(id),
    queryFn: ({ signal }) => getJson<AnomalyReport>(`/anomalies/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.anomaly.status === 'closed' ? false : openReportIntervalMs),
  });
}
