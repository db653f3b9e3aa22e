import type { SourceHealthState } from '../telemetry/source-health.ts';

/** A detector that cannot be scored while others can. */
export interface FailingDetector {
  id: string;
  message: string;
}

export interface ScoringState extends SourceHealthState {
  failing: readonly FailingDetector[];
}

export interface ScoringStatus {
  /** Of all replicas together. */
  current(): ScoringState;
  /** Of this replica. */
  own(): ScoringState;
  /** One round: it stands still only when no detector can be scored, otherwise the failing ones are named. */
  scored(detectorIds: readonly string[], failures: readonly FailingDetector[]): void;
  /** Nothing can be scored. */
  failed(message: string): void;
  /** Takes over what all replicas together have seen. */
  adopt(state: ScoringState): void;
}

/** Whether scores are up to date, since when not, and which detectors are not. */
export function createScoringStatus(now: () => Date): ScoringStatus {
  let status: ScoringState = {
    state: 'ok',
    since: now(),
    message: 'waiting for the first step',
    latencyMs: null,
    failing: [],
  };
  let shared: ScoringState | null = null;
  let working: ReadonlySet<string> = new Set();
  const become = (state: ScoringState['state'], message: string, failing: readonly FailingDetector[]): void => {
    status = { state, since: status.state === state ? status.since : now(), message, latencyMs: null, failing };
  };
  return {
    current: () => shared ?? status,
    own: () => status,
    scored(detectorIds, failures) {
      const tried = new Set([...detectorIds, ...failures.map(({ id }) => id)]);
      if (tried.size === 0) {
        return;
      }
      const failing = [...status.failing.filter(({ id }) => !tried.has(id)), ...failures];
      working = new Set([...working, ...detectorIds].filter((id) => failing.every((each) => each.id !== id)));
      become(working.size === 0 ? 'down' : 'ok', scoredMessage(working.size, failing), failing);
    },
    failed(message) {
      working = new Set();
      become('down', message, []);
    },
    adopt(state) {
      shared = state;
    },
  };
}

export function scoredMessage(working: number, failing: readonly FailingDetector[]): string {
  const [first] = failing;
  if (first === undefined) {
    return 'scores are up to date';
  }
  const others =
    failing.length > 1
      ? ` and ${failing
          .slice(1)
          .map(({ id }) => id)
          .join(', ')}`
      : '';
  return working === 0
    ? `No detector can be scored. ${first.id}: ${first.message}`
    : `scores are up to date except those of ${first.id}${others}: ${first.message}`;
}
