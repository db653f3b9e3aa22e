import { dateTime, type TimeRange } from '@grafana/data';
import type { Anomaly } from '@vigil/contract';
import type { ExploreRange } from '../../../shared/explorePath';

const leadMs = 60 * 60_000;
const trailMs = 30 * 60_000;

/** From an hour before the onset until half an hour after the end, or until now while it lasts. */
export function rangeAround({ onsetAt, endedAt }: Anomaly, nowMs = Date.now()): TimeRange {
  const from = dateTime(Date.parse(onsetAt) - leadMs);
  const endMs = endedAt === null ? nowMs : Date.parse(endedAt) + trailMs;
  if (endMs >= nowMs) {
    return { from, to: dateTime(nowMs), raw: { from, to: 'now' } };
  }
  const to = dateTime(endMs);
  return { from, to, raw: { from, to } };
}

export function exploreRange(anomaly: Anomaly): ExploreRange {
  const { from, to } = rangeAround(anomaly);
  return { from: String(from.valueOf()), to: String(to.valueOf()) };
}
