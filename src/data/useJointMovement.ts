import { useQuery } from '@tanstack/react-query';
import type { JointMovement } from '@vigil/contract';
import { getJson } from './apiClient';

export interface JointWindow {
  service: string;
  from: string;
  to: string;
}

export function useJointMovement(window: JointWindow) {
  return useQuery({
    queryKey: ['joint-movement', window],
    queryFn: ({ signal }) => getJson<JointMovement>('/joint', { ...window }, signal),
  });
}
