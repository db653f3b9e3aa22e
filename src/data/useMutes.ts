import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateMute, Mute } from '@vigil/contract';
import { deleteJson, postJson } from './apiClient';
import { anomalyKeys } from './useAnomalies';
import { seriesCardKey } from './useSeriesCard';

export function useCreateMute() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (mute: CreateMute) => postJson<Mute>('/mutes', mute), onSuccess: refresh });
}

/** Lifts a mute before its time. */
export function useEndMute() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => deleteJson<Mute>(`/mutes/${encodeURIComponent(id)}`),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: seriesCardKey });
    return queryClient.invalidateQueries({ queryKey: anomalyKeys.all });
  };
}
