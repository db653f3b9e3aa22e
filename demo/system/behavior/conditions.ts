import { InvalidInputError } from './invalid-input-error.ts';
import type { JsonObject } from './request.ts';

/** What faults can change about a running service. Each service heeds those that apply to it. */
export interface Conditions {
  /** All work takes this many times longer. */
  readonly latencyFactor: number;
  /** Share of requests that fail in addition to the usual ones. */
  readonly failureRatio: number;
  readonly failureMessage: string;
  /** Failures come for this many seconds out of every twelve; 0 spreads them evenly. */
  readonly failureBurstSeconds: number;
  readonly cacheHitFactor: number;
  /** How fast the heap fills with objects that are never freed, as a share of its maximum. */
  readonly heapGrowthPerSecond: number;
  readonly isWorkerPaused: boolean;
}

export const healthyConditions: Conditions = {
  latencyFactor: 1,
  failureRatio: 0,
  failureMessage: '',
  failureBurstSeconds: 0,
  cacheHitFactor: 1,
  heapGrowthPerSecond: 0,
  isWorkerPaused: false,
};

/** Reads what is different from healthy; throws an InvalidInputError on anything that is not a condition. */
export function parseConditions(input: JsonObject): Conditions {
  for (const [name, value] of Object.entries(input)) {
    const usual: unknown = Object.hasOwn(healthyConditions, name) ? Reflect.get(healthyConditions, name) : undefined;
    if (typeof value !== typeof usual) {
      throw new InvalidInputError(
        usual === undefined ? `No condition is called '${name}'` : `'${name}' must be a ${typeof usual}`
      );
    }
  }
  return { ...healthyConditions, ...input };
}

const burstPeriodSeconds = 12;

export function extraFailureRatioAt({ failureRatio, failureBurstSeconds }: Conditions, timeMs: number): number {
  const isBetweenBursts = failureBurstSeconds > 0 && (timeMs / 1000) % burstPeriodSeconds >= failureBurstSeconds;
  return isBetweenBursts ? 0 : failureRatio;
}
