import { healthyConditions } from '../behavior/conditions.ts';
import type { Meter } from '../behavior/meter.ts';
import type { OutgoingCall, Reply } from '../behavior/request.ts';
import { type RunningBehavior, runBehavior } from '../behavior/running-behavior.ts';
import { type ServiceName, services } from '../catalog.ts';
import { createRandom, type Random } from '../model/random.ts';
import { definitions } from '../services/definitions.ts';
import { SimulatedRequest } from './simulated-request.ts';

export interface SimulatedAnswer {
  readonly reply: Reply;
  readonly elapsedMs: number;
}

export interface SimulatedSystem {
  /** Of all work, relative to the usual. */
  latencyLevel: number;
  randomOf(service: ServiceName): Random;
  serve(service: ServiceName, call: OutgoingCall, userId: string): Promise<SimulatedAnswer>;
  /** Does what services would do by themselves by now. */
  runJobs(): Promise<void>;
}

interface SimulatedService {
  readonly random: Random;
  readonly behavior: RunningBehavior;
}

/** The very services of the running system, calling one another in one process without HTTP and without waiting. */
export function createSimulatedSystem(seed: number, meterFor: (service: ServiceName) => Meter): SimulatedSystem {
  const simulated = new Map<ServiceName, SimulatedService>();
  for (const { name, version } of services) {
    const random = createRandom(seed, 'simulation', name);
    const environment = {
      version,
      seed,
      random,
      meter: meterFor(name),
      conditions: () => healthyConditions,
      now: () => 0,
      log,
    };
    simulated.set(name, { random, behavior: runBehavior(definitions[name], environment) });
  }
  const serviceOf = (name: ServiceName) => simulated.get(name) as SimulatedService;
  const jobs = [...simulated.values()].flatMap(({ behavior }) => behavior.jobs);

  const system: SimulatedSystem = {
    latencyLevel: 1,
    randomOf: (service) => serviceOf(service).random,
    async serve(service, { method, path, body }, userId) {
      const { behavior } = serviceOf(service);
      const match = behavior.match(method, path);
      if (match === undefined) {
        throw new Error(`${service} has no route ${method} ${path}`);
      }
      const request = new SimulatedRequest(system, { service, userId, body, parameters: match.parameters });
      const reply = await behavior.serve(match.operation, request);
      return { reply, elapsedMs: request.elapsedSeconds() * 1000 };
    },
    async runJobs() {
      for (const job of jobs) {
        await job.run();
      }
    },
  };
  return system;
}

function log(): void {
  // Nobody reads the log of a simulation.
}
