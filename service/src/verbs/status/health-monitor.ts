import type { ComponentName, ServiceStatus } from '@vigil/contract';
import type { Clock } from '../../clock.ts';

type ComponentStatus = ServiceStatus['components'][number];

export interface ProbeResult {
  state: ComponentStatus['state'];
  message: string;
  /** When it got into this state, if the component knows better than the one who asks. */
  since?: Date;
}

/** Asks one dependency whether it works. A rejection means that it is down; the message says why. */
export interface HealthProbe {
  name: ComponentName;
  check(signal: AbortSignal): Promise<ProbeResult>;
}

export interface HealthMonitor {
  /** All components in the order of their probes; never takes longer than the time-out of one probe. */
  components(): Promise<ComponentStatus[]>;
}

export interface HealthMonitorOptions {
  timeoutMs: number;
  /** Answers are given again for so long, so that a page that polls does not load the dependencies. */
  cacheMs: number;
}

const defaults: HealthMonitorOptions = { timeoutMs: 2_000, cacheMs: 2_000 };

export function createHealthMonitor(
  probes: readonly HealthProbe[],
  clock: Clock,
  { timeoutMs, cacheMs }: HealthMonitorOptions = defaults
): HealthMonitor {
  const known = new Map<ComponentName, ComponentStatus>();
  let cached: { components: Promise<ComponentStatus[]>; atMs: number } | null = null;

  const ask = async (probe: HealthProbe): Promise<ComponentStatus> => {
    const startedMs = performance.now();
    const result = await outcomeOf(probe, timeoutMs);
    const before = known.get(probe.name);
    const isSame = before?.state === result.state;
    const since = result.since?.toISOString() ?? (isSame ? before.since : clock.now().toISOString());
    const latencyMs = result.state === 'ok' ? Math.round(performance.now() - startedMs) : null;
    const status = { name: probe.name, state: result.state, since, message: result.message, latencyMs };
    known.set(probe.name, status);
    return status;
  };

  return {
    components() {
      const nowMs = performance.now();
      if (cached === null || nowMs - cached.atMs > cacheMs) {
        cached = { components: Promise.all(probes.map(ask)), atMs: nowMs };
      }
      return cached.components;
    },
  };
}

async function outcomeOf(probe: HealthProbe, timeoutMs: number): Promise<ProbeResult> {
  const signal = AbortSignal.timeout(timeoutMs);
  const tooSlow = new Promise<ProbeResult>((resolve) => {
    signal.addEventListener('abort', () => resolve({ state: 'down', message: `no answer within ${timeoutMs} ms` }));
  });
  const checked = probe.check(signal).catch((error: unknown): ProbeResult => {
    return { state: 'down', message: error instanceof Error ? error.message : String(error) };
  });
  return Promise.race([checked, tooSlow]);
}
