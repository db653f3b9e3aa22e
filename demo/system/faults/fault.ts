import type { IndicatorKind } from '@vigil/contract';
import type { Conditions } from '../behavior/conditions.ts';
import type { ServiceName } from '../catalog.ts';

/** What a fault can do to the running system. */
export interface SystemControls {
  /** Conditions that are left out go back to healthy. */
  change(service: ServiceName, conditions: Partial<Conditions>): Promise<void>;
  /** Ends the process as a crash would. */
  kill(service: ServiceName): Promise<void>;
  /** Starts the process of a service that is not running. */
  start(service: ServiceName): Promise<void>;
  /** Replaces a running service by another version. */
  deploy(service: ServiceName, build: Build): Promise<void>;
}

export interface Build {
  readonly version: string;
  /** What is wrong with it. */
  readonly conditions: Partial<Conditions>;
}

export interface Fault {
  readonly name: string;
  /** The service that is to blame. */
  readonly culprit: ServiceName;
  readonly description: string;
  /** What the deviation at the culprit is first of all. */
  readonly expectedKind: IndicatorKind;
  inject(controls: SystemControls): Promise<void>;
  heal(controls: SystemControls): Promise<void>;
}

/** A fault that lasts as long as the conditions of its culprit. */
export function conditionsFault(description: Omit<Fault, 'inject' | 'heal'>, conditions: Partial<Conditions>): Fault {
  return {
    ...description,
    inject: (controls) => controls.change(description.culprit, conditions),
    heal: (controls) => controls.change(description.culprit, {}),
  };
}
