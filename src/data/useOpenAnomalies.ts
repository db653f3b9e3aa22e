import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { OpenAnomalyPage } from '@vigil/contract';
import { getJson } from './apiClient';
import { anomalyKeys } from './useAnomalies';

export interface OpenAnomalyFilters {
  service: string;
  detectorId: string;
  kind: string;
  severity: string;
  mute: string;
  q: string;
  sort: string;
  cursor: string;
}

const pageSize = 25;

/** What is anomalous now. The last answer stays on screen while the next one is on its way. */
export function useOpenAnomalies(filters: OpenAnomalyFilters) {
  return useQuery({
    queryKey: [...anomalyKeys.all, 'open', filters] as const,
    queryFn: ({ signal }) => getJson<OpenAnomalyPage>('/anomalies/open', { ...filters, limit: pageSize }, signal),
    placeholderData: keepPreviousData,
  });
}
