import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ChangeDetector,
  CreateDetector,
  DetectorDetail,
  DetectorList,
  PreviewRequest,
  QueryPreview,
} from '@vigil/contract';
import { deleteJson, getJson, postJson, putJson } from './apiClient';

const listIntervalMs = 15_000;

export const detectorKeys = {
  list: ['detectors', 'list'] as const,
  detail: (id: string) => ['detectors', 'detail', id] as const,
};

export function useDetectors() {
  return useQuery({
    queryKey: detectorKeys.list,
    queryFn: ({ signal }) => getJson<DetectorList>('/detectors', {}, signal),
    refetchInterval: listIntervalMs,
  });
}

/** Not asked again by itself, so that nothing changes under somebody who edits it. */
export function useDetector(id: string | null) {
  return useQuery({
    queryKey: detectorKeys.detail(id ?? ''),
    queryFn: ({ signal }) => getJson<DetectorDetail>(pathOf(id ?? ''), {}, signal),
    enabled: id !== null,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** A detector as it is to be made or, with `version`, changed. */
export type DetectorSave =
  { kind: 'create'; body: CreateDetector } | { kind: 'change'; id: string; body: ChangeDetector };

export function useSaveDetector() {
  const changed = useDetectorsChanged();
  return useMutation({
    mutationFn: (save: DetectorSave) =>
      save.kind === 'create'
        ? postJson<DetectorDetail>('/detectors', save.body)
        : putJson<DetectorDetail>(pathOf(save.id), save.body),
    onSuccess: changed,
  });
}

export function useDeleteDetector() {
  const changed = useDetectorsChanged();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      deleteJson<null>(`${pathOf(id)}?version=${version}`),
    onSuccess: changed,
  });
}

export function usePreviewQuery() {
  return useMutation({
    mutationFn: (request: PreviewRequest) => postJson<QueryPreview>('/detectors/preview', request),
  });
}

function useDetectorsChanged() {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: ['detectors'] });
}

function pathOf(id: string): string {
  return `/detectors/${encodeURIComponent(id)}`;
}
