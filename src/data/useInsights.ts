import { useQuery } from '@tanstack/react-query';
import type { Insights } from '@vigil/contract';
import { getJson } from './apiClient';

const refetchIntervalMs = 15_000;

export const insightsKey = ['insights'] as const;

export function useInsights() {
  return useQuery({
    queryKey: insightsKey,
    queryFn: ({ signal }) => getJson<Insights>('/insights', {}, signal),
    refetchInterval: refetchIntervalMs,
  });
}
