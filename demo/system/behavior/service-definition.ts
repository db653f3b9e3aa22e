import type { ServiceName } from '../catalog.ts';
import type { Random } from '../model/random.ts';
import type { Conditions } from './conditions.ts';
import type { Meter } from './meter.ts';
import type { LogLevel, Method, Reply, Request } from './request.ts';

export interface Operation {
  readonly method: Method;
  /** The path with `:name` for parameters. */
  readonly route: string;
  /** What it answers besides its own failure (500). */
  readonly statuses: readonly number[];
  handle(request: Request): Promise<Reply>;
}

/** Something that a service does by itself, again and again. */
export interface Job {
  readonly everyMs: number;
  run(): Promise<void> | void;
}

export interface ServiceBehavior {
  readonly operations: readonly Operation[];
  readonly jobs?: readonly Job[];
}

/** What a service lives in: the real world, or a simulation of it. */
export interface Environment {
  readonly version: string;
  readonly seed: number;
  readonly meter: Meter;
  readonly random: Random;
  conditions(): Conditions;
  now(): number;
  log(level: LogLevel, message: string): void;
}

export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly httpMetrics: 'plain' | 'spring';
  readonly durationBuckets: readonly number[];
  /** Share of requests that fail on a good day, and what the log says then. */
  readonly failureRatio: number;
  readonly failureMessage: string;
  create(environment: Environment): ServiceBehavior;
}
