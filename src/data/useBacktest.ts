import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BacktestDetail, DetectorDefinition } from '@vigil/contract';
import { getJson, postJson } from './apiClient';

const progressIntervalMs = 1_000;

const backtestKey = (id: string | undefined) => ['backtest', id] as const;

/** Replays history with a detector as it is in the form, and follows how far that has come. */
export function useBacktest() {
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: (request: { definition: DetectorDefinition; days: number }) =>
      postJson<BacktestDetail>('/backtests', request),
  });
  const id = start.data?.id;
  const run = useQuery({
    queryKey: backtestKey(id),
    queryFn: ({ signal }) => getJson<BacktestDetail>(`/backtests/${encodeURIComponent(id ?? '')}`, {}, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data !== undefined && !isUnderWay(state.data) ? false : progressIntervalMs),
  });
  const cancel = useMutation({
    mutationFn: () => postJson<BacktestDetail>(`/backtests/${encodeURIComponent(id ?? '')}/cancel`, {}),
    onSuccess: (cancelled) => queryClient.setQueryData(backtestKey(id), cancelled),
  });
  return { start, cancel, backtest: run.data ?? start.data, error: start.error ?? run.error ?? cancel.error };
}

export function isUnderWay({ status }: Pick<BacktestDetail, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}
