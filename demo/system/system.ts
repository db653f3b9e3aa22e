import { findFreePorts } from '../stack/ports.ts';
import { type ServiceName, serviceNames, services } from './catalog.ts';
import { type FaultName, faults } from './faults/faults.ts';
import type { LoadSettings } from './load.ts';
import { startChild } from './processes/child-process.ts';
import { startFleet } from './processes/service-fleet.ts';

export type { FaultName } from './faults/faults.ts';

export interface SystemOptions {
  readonly lokiUrl: string;
  /** Base address for OTLP over HTTP. */
  readonly otlpUrl: string;
  readonly seed: number;
  /** Traffic relative to the usual one; 0 starts no load at all. */
  readonly loadFactor?: number;
  /** Free loopback ports are taken for those that are left out. */
  readonly ports?: Partial<Readonly<Record<ServiceName, number>>>;
  /** Where the services listen; loopback unless something outside of this machine has to reach them. */
  readonly host?: string;
}

export interface SystemService {
  readonly name: ServiceName;
  readonly url: string;
  readonly metricsPath: string;
  readonly pid: number;
}

export interface RunningSystem {
  readonly services: readonly SystemService[];
  /** When its counters began at zero: the latest end of a history that leads up to them. */
  readonly startedAt: Date;
  /** One fault at a time; the one before is healed first. */
  inject(fault: FaultName): Promise<void>;
  heal(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the services and their users, and resolves when all of them answer. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { lokiUrl, otlpUrl, seed, loadFactor = 1, host = '127.0.0.1' } = options;
  const urls = await chooseUrls(options.ports);
  const startedAt = new Date();
  const fleet = await startFleet({ seed, host, urls, lokiUrl, otlpUrl });
  const load = await startUsers({ seed, loadFactor, gatewayUrl: urls.gateway }).catch(async (error: unknown) => {
    await fleet.stop();
    throw error;
  });
  let active: FaultName | undefined;

  async function heal(): Promise<void> {
    await (active && faults[active].heal(fleet));
    active = undefined;
  }

  return {
    startedAt,
    get services() {
      return services.map(({ name, metricsPath }) => ({ name, metricsPath, url: urls[name], pid: fleet.pidOf(name) }));
    },
    async inject(fault) {
      await heal();
      active = fault;
      await faults[fault].inject(fleet);
    },
    heal,
    async stop() {
      await load?.stop();
      await fleet.stop();
    },
  };
}

async function startUsers(settings: LoadSettings) {
  return settings.loadFactor > 0
    ? startChild({ name: 'load', module: 'processes/load-process.ts', settings })
    : undefined;
}

async function chooseUrls(ports: SystemOptions['ports'] = {}): Promise<Record<ServiceName, string>> {
  const free = await findFreePorts(serviceNames.length);
  const entries = serviceNames.map((name, index) => [name, `http://127.0.0.1:${ports[name] ?? free[index]}`] as const);
  return Object.fromEntries(entries) as Record<ServiceName, string>;
}
