import { useQuery } from '@tanstack/react-query';
import type { VariableValues } from '@vigil/contract';
import { getJson } from './apiClient';

const staleTimeMs = 60_000;

export type VariableKind = 'services' | 'detectors' | 'kinds' | 'severities';

/** The values that a filter can take. Filters stay usable without them, so a failure only leaves the list short. */
export function useVariableValues(kind: VariableKind) {
  return useQuery({
    queryKey: ['variables', kind],
    queryFn: ({ signal }) => getJson<VariableValues>('/variables', { kind }, signal),
    staleTime: staleTimeMs,
    select: ({ items }) => items,
  });
}
