import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { IncidentDetail, IncidentPage } from '@vigil/contract';
import { getJson, postJson } from './apiClient';
import { insightsKey } from './useInsights';

export interface IncidentFilters {
  status: string;
  service: string;
  severity: string;
  q: string;
  from: string;
  to: string;
  cursor: string;
}

export type IncidentAction =
  { verb: 'acknowledge' } | { verb: 'resolve'; reason: string; comment: string } | { verb: 'comment'; comment: string };

const openDetailIntervalMs = 10_000;
const pageSize = 25;

export const incidentKeys = {
  all: ['incidents'] as const,
  page: (filters: IncidentFilters) => ['incidents', 'page', filters] as const,
  detail: (id: string) => ['incidents', 'detail', id] as const,
};

export function useIncidents(filters: IncidentFilters) {
  return useQuery({
    queryKey: incidentKeys.page(filters),
    queryFn: ({ signal }) => getJson<IncidentPage>('/incidents', { ...filters, limit: pageSize }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: incidentKeys.detail(id),
    queryFn: ({ signal }) => getJson<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'resolved' ? false : openDetailIntervalMs),
  });
}

/** Acknowledges, resolves or comments; the answer is the incident as it is afterwards. */
export function useIncidentAction(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, ...body }: IncidentAction) =>
      postJson<IncidentDetail>(`/incidents/${encodeURIComponent(id)}/${verb}`, body),
    onSuccess: (incident) => {
      queryClient.setQueryData(incidentKeys.detail(id), incident);
      void queryClient.invalidateQueries({ queryKey: ['incidents', 'page'] });
      void queryClient.invalidateQueries({ queryKey: insightsKey });
    },
  });
}
