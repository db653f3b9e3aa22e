import { TelemetryError } from './telemetry-error.ts';

export interface SourceHealthState {
  state: 'ok' | 'down' | 'not-configured';
  since: Date;
  message: string;
  latencyMs: number | null;
}

/** Remembers whether a source answers, since when, and why not. */
export interface SourceHealth {
  current(): SourceHealthState;
  /** Runs a request and takes note of its outcome. A refused query says nothing about the source. */
  observe<Result>(request: () => Promise<Result>): Promise<Result>;
}

export function createSourceHealth(now: () => Date = () => new Date()): SourceHealth {
  let health: SourceHealthState = { state: 'ok', since: now(), message: 'not asked yet', latencyMs: null };

  const become = (state: SourceHealthState['state'], message: string, latencyMs: number | null): void => {
    const since = state === health.state ? health.since : now();
    health = { state, since, message, latencyMs };
  };

  return {
    current: () => health,
    async observe(request) {
      const startedMs = performance.now();
      try {
        const result = await request();
        become('ok', 'answers', Math.round(performance.now() - startedMs));
        return result;
      } catch (error) {
        if (error instanceof TelemetryError && error.meansSourceDown) {
          become(error.code === 'not-configured' ? 'not-configured' : 'down', error.message, null);
        }
        throw error;
      }
    },
  };
}
