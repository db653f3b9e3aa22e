import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Correlation, CorrelationRequest } from '@vigil/contract';
import { postJson } from './apiClient';

const staleTimeMs = 60_000;

/** The series that changed in a window. Reading them is work for the metrics source, so an answer is kept for a while. */
export function useCorrelation(request: CorrelationRequest) {
  return useQuery({
    queryKey: ['correlation', request],
    queryFn: () => postJson<Correlation>('/correlate', request),
    placeholderData: keepPreviousData,
    staleTime: staleTimeMs,
    refetchOnWindowFocus: false,
  });
}
