import { median, robustSpread } from '../detectors/robust-statistics.ts';

export interface LeadLag {
  /** By how many steps the other series follows the reference; negative when it leads. */
  steps: number;
  /** Pearson's correlation at that lag, -1..1; negative when one falls as the other rises. */
  correlation: number;
}

const weakestCorrelation = 0.5;
const widestDeviation = 10;
const fewestPairs = 10;

/**
 * The lag at which two series are most alike: the largest absolute cross-correlation of their robustly standardised,
 * clipped values, the smallest lag among equals. Null when they are not alike at any, or have too few values in common.
 *
 * Source: cross-correlation function, Box and Jenkins, "Time Series Analysis" (1976), chapter 11.
 *
 * @param reference one entry per step, NaN where there is none.
 * @param other of the same length and steps.
 * @param mostSteps the largest lag to look at, in either direction.
 */
export function leadLag(reference: Float64Array, other: Float64Array, mostSteps: number): LeadLag | null {
  const first = standardise(reference);
  const second = standardise(other);
  let best: LeadLag | null = null;
  for (const steps of lagsByDistance(mostSteps)) {
    const correlation = correlationAt(first, second, steps);
    if (Math.abs(correlation) > Math.abs(best?.correlation ?? 0)) {
      best = { steps, correlation };
    }
  }
  return best !== null && Math.abs(best.correlation) >= weakestCorrelation ? best : null;
}

function lagsByDistance(mostSteps: number): number[] {
  return [0, ...Array.from({ length: mostSteps }, (_, index) => [index + 1, -index - 1]).flat()];
}

/** A spike must not outweigh all other values, nor a flat series become noise. */
function standardise(values: Float64Array): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value));
  const center = median(present);
  const spread = robustSpread(present, center);
  return values.map((value) =>
    spread === 0 ? 0 * value : Math.max(-widestDeviation, Math.min(widestDeviation, (value - center) / spread))
  );
}

function correlationAt(reference: Float64Array, other: Float64Array, steps: number): number {
  let count = 0;
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  const until = Math.min(reference.length, reference.length - steps);
  for (let index = Math.max(0, -steps); index < until; index += 1) {
    const x = reference[index]!;
    const y = other[index + steps]!;
    if (!Number.isNaN(x + y)) {
      count += 1;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      sumXY += x * y;
    }
  }
  const variances = (count * sumXX - sumX * sumX) * (count * sumYY - sumY * sumY);
  return count < fewestPairs || variances <= 0 ? 0 : (count * sumXY - sumX * sumY) / Math.sqrt(variances);
}
