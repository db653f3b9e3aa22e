import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Investigation, InvestigationDetail, InvestigationPage, StartInvestigation } from '@vigil/contract';
import { getJson, postJson } from './apiClient';
import { incidentKeys } from './useIncidents';

export interface InvestigationFilters {
  status: string;
  service: string;
  q: string;
  cursor: string;
}

const runningIntervalMs = 2_000;
const listIntervalMs = 10_000;
const pageSize = 25;

export const investigationKeys = {
  all: ['investigations'] as const,
  page: (filters: InvestigationFilters) => ['investigations', 'page', filters] as const,
  detail: (id: string) => ['investigations', 'detail', id] as const,
};

export function useInvestigations(filters: InvestigationFilters) {
  return useQuery({
    queryKey: investigationKeys.page(filters),
    queryFn: ({ signal }) => getJson<InvestigationPage>('/investigations', { ...filters, limit: pageSize }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnfinished) ? runningIntervalMs : listIntervalMs),
  });
}

/** Follows an investigation step by step while it runs. */
export function useInvestigation(id: string) {
  return useQuery({
    queryKey: investigationKeys.detail(id),
    queryFn: ({ signal }) => getJson<InvestigationDetail>(`/investigations/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data === undefined || isUnfinished(state.data) ? runningIntervalMs : false),
  });
}

export function useStartInvestigation() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: StartInvestigation) => postJson<Investigation>('/investigations', request),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: investigationKeys.all });
      void queryClient.invalidateQueries({ queryKey: incidentKeys.all });
    },
  });
}

export function isUnfinished({ status }: Pick<Investigation, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}
