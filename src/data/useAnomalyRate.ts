import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnomalyRate } from '@vigil/contract';
import { getJson } from './apiClient';

export interface AnomalyRateQuery {
  from: string;
  to: string;
  by: 'service' | 'instance';
  service: string;
  limit: number;
}

const buckets = 144;

/** How anomalous the fleet and its services, or the instances of one, were over time. */
export function useAnomalyRate(query: AnomalyRateQuery) {
  return useQuery({
    queryKey: ['anomaly-rate', query],
    queryFn: ({ signal }) => getJson<AnomalyRate>('/anomalies/rate', { ...query, buckets }, signal),
    placeholderData: keepPreviousData,
  });
}
