import type { AcceptedLevelRow, AnomalyRow } from '../../storage/schema.ts';

type Range = Pick<AcceptedLevelRow, 'lowest' | 'highest'>;
type Deviation = Pick<AnomalyRow, 'value' | 'expected' | 'lower' | 'upper'>;

/** How much further than the anomaly went is accepted with it, as a share of its distance from the boundary. */
const allowance = 0.5;

/**
 * What is accepted when an anomaly is called known: everything between the boundary that it crossed and its own value,
 * and half as far again. An anomaly without a value accepts that there is none.
 */
export function acceptedRange({ value, expected, lower, upper }: Deviation): Range {
  if (value === null) {
    return { lowest: null, highest: null };
  }
  const boundary = value >= (expected ?? value) ? upper : lower;
  const crossed = boundary ?? expected ?? value;
  const furthest = value + allowance * (value - crossed);
  return { lowest: Math.min(crossed, furthest), highest: Math.max(crossed, furthest) };
}

/** Whether an anomaly at this value is what somebody accepted. */
export function isAccepted({ lowest, highest }: Range, value: number | null): boolean {
  return lowest === null || highest === null
    ? value === null && lowest === highest
    : value !== null && value >= lowest && value <= highest;
}
