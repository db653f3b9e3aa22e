import { describe, expect, it } from 'vitest';
import { type Conditions, healthyConditions } from '../behavior/conditions.ts';
import { findService, type ServiceName, serviceNames, services } from '../catalog.ts';
import type { SystemControls } from './fault.ts';
import { type FaultName, faultNames, faults, isFaultName } from './faults.ts';

interface ServiceState {
  readonly version: string;
  readonly isRunning: boolean;
  readonly conditions: Conditions;
}

/** A system that remembers what was done to it. */
function createControls() {
  const initial = services.map(({ name, version }) => [
    name,
    { version, isRunning: true, conditions: healthyConditions },
  ]);
  const states = Object.fromEntries(initial) as Record<ServiceName, ServiceState>;
  const update = (service: ServiceName, change: Partial<ServiceState>) => {
    states[service] = { ...states[service], ...change };
    return Promise.resolve();
  };
  const controls: SystemControls = {
    change: (service, conditions) => update(service, { conditions: { ...healthyConditions, ...conditions } }),
    kill: (service) => update(service, { isRunning: false }),
    start: (service) => update(service, { isRunning: true, version: findService(service).version }),
    deploy: (service, { version, conditions }) =>
      update(service, { version, conditions: { ...healthyConditions, ...conditions } }),
  };
  return { states, controls };
}

describe('faults', () => {
  it('has one for every name of the demo, under its own name', () => {
    expect(faultNames).toEqual([
      'latency',
      'errors',
      'memory',
      'dependency-down',
      'drop-to-zero',
      'bad-deploy',
      'cache-collapse',
    ]);
    expect(faultNames.map((name) => faults[name].name)).toEqual(faultNames);
  });

  it('tells fault names from other words', () => {
    expect(['latency', 'none', 'toString', ''].map(isFaultName)).toEqual([true, false, false, false]);
  });

  it.each<[FaultName, ServiceName, string, Partial<ServiceState> | { conditions: Partial<Conditions> }]>([
    ['latency', 'payments', 'latency', { conditions: { latencyFactor: 8 } }],
    ['errors', 'catalog', 'errors', { conditions: { failureRatio: 0.5, failureBurstSeconds: 8 } }],
    ['memory', 'payments', 'memory', { conditions: { heapGrowthPerSecond: 0.0115 } }],
    ['dependency-down', 'llm-gateway', 'availability', { isRunning: false }],
    ['drop-to-zero', 'executor', 'traffic', { conditions: { isWorkerPaused: true } }],
    ['bad-deploy', 'orders', 'deploy', { version: '1.9.0', conditions: { failureRatio: 0.2, latencyFactor: 6 } }],
    ['cache-collapse', 'llm-gateway', 'cache', { conditions: { cacheHitFactor: 0 } }],
  ])('%s breaks %s and nothing else, and heals without a trace', async (name, culprit, expectedKind, broken) => {
    const { states, controls } = createControls();
    const healthy = structuredClone(states);
    const fault = faults[name];
    expect(fault).toMatchObject({ culprit, expectedKind });
    expect(fault.description).toContain(culprit);

    await fault.inject(controls);
    expect(states[culprit]).toMatchObject(broken);
    for (const other of serviceNames.filter((service) => service !== culprit)) {
      expect(states[other]).toEqual(healthy[other]);
    }

    await fault.heal(controls);
    expect(states).toEqual(healthy);
  });
});
