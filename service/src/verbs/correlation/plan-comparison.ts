import { baselineWindows } from '../../co-movement/index.ts';
import { ServiceError } from '../../errors.ts';
import type { TimeRange } from '../../telemetry/telemetry.ts';

/** The steps at which every series is compared: four fifths baseline, then the window. */
export interface ComparisonPlan {
  stepSeconds: number;
  /** Steps of the window, and of each stretch of the baseline. */
  blockLength: number;
  timestampsMs: readonly number[];
  window: TimeRange;
  baseline: TimeRange;
}

const wantedSteps = 30;
const fewestSteps = 5;
const longestWindowMs = 2 * 86_400_000;

/** Lays a grid over a window and the baseline before it. Throws ServiceError for a window that is too short or too long. */
export function planComparison(asked: TimeRange, detectorStepSeconds: number, nowMs: number): ComparisonPlan {
  const toMs = Math.min(asked.toMs, nowMs);
  const lengthMs = toMs - asked.fromMs;
  const shortestMs = fewestSteps * detectorStepSeconds * 1000;
  if (lengthMs < shortestMs) {
    throw wrongWindow(`must be ${shortestMs / 1000} seconds or more after \`from\`, and \`from\` in the past`);
  }
  if (lengthMs > longestWindowMs) {
    throw wrongWindow('must be two days or less after `from`');
  }
  const stepSeconds = Math.ceil(lengthMs / 1000 / wantedSteps / detectorStepSeconds) * detectorStepSeconds;
  const stepMs = stepSeconds * 1000;
  const blockLength = Math.max(fewestSteps, Math.floor(lengthMs / stepMs));
  const length = blockLength * (baselineWindows + 1);
  const lastMs = Math.floor(toMs / stepMs) * stepMs;
  const timestampsMs = Array.from({ length }, (_, index) => lastMs - (length - 1 - index) * stepMs);
  const windowFromMs = lastMs - (blockLength - 1) * stepMs;
  return {
    stepSeconds,
    blockLength,
    timestampsMs,
    window: { fromMs: windowFromMs, toMs: lastMs },
    baseline: { fromMs: timestampsMs[0]!, toMs: windowFromMs - stepMs },
  };
}

function wrongWindow(message: string): ServiceError {
  return new ServiceError('invalid-request', `to ${message}`, { errors: [{ field: 'to', message }] });
}
