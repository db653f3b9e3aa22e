import type { Anomaly } from '@vigil/contract';
import type { JointWindow } from '../../data/useJointMovement';

const minuteMs = 60_000;
const beforeMs = 15 * minuteMs;
const longestMs = 2 * 60 * minuteMs;

/** From shortly before the onset to the end of the anomaly, or as far as is worth looking at; whole minutes. */
export function jointWindow({ service, onsetAt, detectedAt, endedAt }: Anomaly, now = Date.now()): JointWindow {
  const onsetMs = Date.parse(onsetAt);
  const endMs = endedAt === null ? now : Date.parse(endedAt);
  const toMs = Math.min(Math.max(endMs, Date.parse(detectedAt)), onsetMs + longestMs);
  return { service, from: wholeMinute(onsetMs - beforeMs), to: wholeMinute(toMs) };
}

function wholeMinute(timestampMs: number): string {
  return new Date(Math.floor(timestampMs / minuteMs) * minuteMs).toISOString();
}
