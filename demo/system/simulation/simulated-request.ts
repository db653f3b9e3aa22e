import {
  CallError,
  type DetachedRequest,
  type JsonObject,
  type OutgoingCall,
  type Request,
} from '../behavior/request.ts';
import type { ServiceName } from '../catalog.ts';
import { type Duration, drawDurationMs } from '../model/duration.ts';
import type { SimulatedSystem } from './simulated-system.ts';

/** What a timer adds to the time that was asked for, and a call to the time that the callee takes. */
const timerLatenessMs = 0.3;
const callOverheadMs = 1.6;
/** On a busy machine a process waits for its turn now and then. */
const stallShare = 0.015;
const meanStallMs = 12;

export interface SimulatedRequestOptions {
  readonly service: ServiceName;
  readonly userId: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

/** A request in no time: its clock is moved on by the work that it would have done. */
export class SimulatedRequest implements Request {
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly #system: SimulatedSystem;
  readonly #service: ServiceName;
  #elapsedMs = 0;

  constructor(system: SimulatedSystem, { service, userId, parameters = {}, body = {} }: SimulatedRequestOptions) {
    this.#system = system;
    this.#service = service;
    this.userId = userId;
    this.parameters = parameters;
    this.body = body;
  }

  elapsedSeconds(): number {
    return this.#elapsedMs / 1000;
  }

  work(_name: string, duration: Duration): Promise<number> {
    const random = this.#system.randomOf(this.#service);
    const stallMs = random.uniform() < stallShare ? random.gamma(1) * meanStallMs : 0;
    const tookMs = drawDurationMs(duration, random) * this.#system.latencyLevel + timerLatenessMs + stallMs;
    this.#elapsedMs += tookMs;
    return Promise.resolve(tookMs / 1000);
  }

  async call(service: ServiceName, call: OutgoingCall): Promise<JsonObject> {
    const { reply, elapsedMs } = await this.#system.serve(service, call, this.userId);
    this.#elapsedMs += elapsedMs + callOverheadMs;
    if (reply.status >= 400) {
      throw new CallError(service, `${call.method} ${call.path} answered ${reply.status}`);
    }
    return reply.body;
  }

  log(): void {
    // Nobody reads the log of a simulation.
  }

  detach(): DetachedRequest {
    const detached = new SimulatedRequest(this.#system, { service: this.#service, userId: this.userId });
    return { run: (work) => work(detached) };
  }
}
