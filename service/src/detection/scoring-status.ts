import type { SourceHealthState } from '../telemetry/source-health.ts';

export interface ScoringStatus {
  current(): SourceHealthState;
  succeeded(message?: string): void;
  failed(message: string): void;
}

/** Whether scores are up to date, and since when not. */
export function createScoringStatus(now: () => Date): ScoringStatus {
  let status: SourceHealthState = { state: 'ok', since: now(), message: 'waiting for the first step', latencyMs: null };
  const become = (state: SourceHealthState['state'], message: string): void => {
    status = { state, since: status.state === state ? status.since : now(), message, latencyMs: null };
  };
  return {
    current: () => status,
    succeeded: (message = 'scores are up to date') => become('ok', message),
    failed: (message) => become('down', message),
  };
}
