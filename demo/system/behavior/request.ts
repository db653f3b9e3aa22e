import type { ServiceName } from '../catalog.ts';
import type { Duration } from '../model/duration.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export type Method = 'GET' | 'POST';
export type LogLevel = 'info' | 'warn' | 'error';

export interface Reply {
  readonly status: number;
  readonly body: JsonObject;
}

export interface OutgoingCall {
  readonly method: Method;
  readonly path: string;
  readonly body?: JsonObject;
}

/** One request, or one piece of work that a request left behind, as the code that handles it sees it. */
export interface Request {
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** Seconds since it began. */
  elapsedSeconds(): number;
  /** Takes the time and returns how long that was, in seconds. */
  work(name: string, duration: Duration): Promise<number>;
  /** Asks another service; throws a CallError unless that answers with a success. */
  call(service: ServiceName, call: OutgoingCall): Promise<JsonObject>;
  log(level: LogLevel, message: string): void;
  /** For work that goes on after the answer; it belongs to the same trace. */
  detach(name: string): DetachedRequest;
}

export interface DetachedRequest {
  run(work: (request: Request) => Promise<void>): Promise<void>;
}

/** The answer of an operation that could not do its work. */
export class OperationError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'OperationError';
    this.status = status;
  }
}

/** Another service did not answer, or not with a success. */
export class CallError extends Error {
  readonly service: ServiceName;
  readonly isTimeout: boolean;

  constructor(
    service: ServiceName,
    reason: string,
    { isTimeout = false, ...options }: ErrorOptions & { isTimeout?: boolean } = {}
  ) {
    super(`Call to ${service} failed: ${reason}`, options);
    this.name = 'CallError';
    this.service = service;
    this.isTimeout = isTimeout;
  }
}
