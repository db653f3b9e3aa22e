import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TrainingRun } from '@vigil/contract';
import { useEffect } from 'react';
import { getJson, postJson } from './apiClient';
import { seriesCardKey } from './useSeriesCard';

const progressIntervalMs = 1_000;

/** Has a detector learned anew, and follows how far it has come. */
export function useRetrain(detectorId: string) {
  const request = useMutation({ mutationFn: () => postJson<TrainingRun>('/retrain', { detectorId }) });
  return { request, run: useTrainingRun(request.data) };
}

/** The run as it is now; asked for again until it has ended. */
export function useTrainingRun(first: TrainingRun | undefined): TrainingRun | undefined {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: ['training', first?.id],
    queryFn: ({ signal }) => getJson<TrainingRun>(`/trainings/${encodeURIComponent(first?.id ?? '')}`, {}, signal),
    enabled: first !== undefined,
    refetchInterval: ({ state }) => (hasEnded(state.data) ? false : progressIntervalMs),
  });
  const isOver = hasEnded(data);
  useEffect(() => {
    if (isOver) {
      void queryClient.invalidateQueries({ queryKey: seriesCardKey });
    }
  }, [isOver, queryClient]);
  return data ?? first;
}

export function hasEnded(run: TrainingRun | undefined): boolean {
  return run?.status === 'done' || run?.status === 'failed';
}
