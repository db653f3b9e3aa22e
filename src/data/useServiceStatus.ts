import { useQuery } from '@tanstack/react-query';
import type { ServiceStatus } from '@vigil/contract';
import { getJson } from './apiClient';

const refetchIntervalMs = 15_000;

export const statusKey = ['status'] as const;

export function useServiceStatus() {
  return useQuery({
    queryKey: statusKey,
    queryFn: ({ signal }) => getJson<ServiceStatus>('/status', {}, signal),
    refetchInterval: refetchIntervalMs,
  });
}
