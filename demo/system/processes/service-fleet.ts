import type { Conditions } from '../behavior/conditions.ts';
import { findService, type ServiceName, serviceNames } from '../catalog.ts';
import type { Build, SystemControls } from '../faults/fault.ts';
import { sendJson } from '../instrumentation/http-client.ts';
import type { ServiceSettings } from '../instrumentation/live-environment.ts';
import { createLogger } from '../instrumentation/logger.ts';
import { type RunningChild, startChild } from './child-process.ts';

export type FleetSettings = Omit<ServiceSettings, 'service' | 'version' | 'conditions'>;

export interface ServiceFleet extends SystemControls {
  pidOf(service: ServiceName): number;
  stop(): Promise<void>;
}

const answerTimeoutMs = 2000;

/** Starts one process per service and resolves when all of them answer; nothing is left running when one does not. */
export async function startFleet(settings: FleetSettings): Promise<ServiceFleet> {
  const children = new Map<ServiceName, RunningChild>();
  const stop = async () => {
    await Promise.all([...children.values()].map((child) => child.stop()));
  };

  async function start(service: ServiceName, build?: Build): Promise<void> {
    const { version, conditions } = build ?? { version: findService(service).version, conditions: {} };
    children.set(
      service,
      await startChild({
        name: service,
        module: 'processes/service-process.ts',
        settings: { ...settings, service, version, conditions } satisfies ServiceSettings,
      })
    );
    await request(settings.urls[service], 'GET', '/health');
  }

  const starts = await Promise.allSettled(serviceNames.map((service) => start(service)));
  const failed = starts.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }

  return {
    pidOf: (service) => childOf(children, service).pid,
    stop,
    start,
    change: (service, conditions) => request(settings.urls[service], 'POST', '/__fault', conditions),
    kill: (service) => childOf(children, service).kill(),
    async deploy(service, build) {
      await announce(settings.lokiUrl, service, build.version);
      await childOf(children, service).stop();
      await start(service, build);
    },
  };
}

function childOf(children: ReadonlyMap<ServiceName, RunningChild>, service: ServiceName): RunningChild {
  const child = children.get(service);
  if (child === undefined) {
    throw new Error(`${service} was never started`);
  }
  return child;
}

async function request(url: string, method: string, path: string, body?: Partial<Conditions>): Promise<void> {
  const { status, text } = await sendJson(`${url}${path}`, { method, body, timeoutMs: answerTimeoutMs });
  if (status !== 200) {
    throw new Error(`${method} ${url}${path} answered ${status}: ${text}`);
  }
}

/** The line that a deployment controller would write. */
async function announce(lokiUrl: string, service: ServiceName, version: string): Promise<void> {
  const logger = createLogger({ service, job: 'deployments', lokiUrl });
  logger.log('info', `Deployment ${service} scaled up replica set with image ${service}:${version}`);
  await logger.stop();
}
