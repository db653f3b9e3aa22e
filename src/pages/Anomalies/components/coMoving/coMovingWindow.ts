const shortestMs = 5 * 60_000;
const longestMs = 3_600_000;

/**
 * The part of an anomaly that tells what moved with it: from its onset, five minutes to an hour. What follows later is
 * rather its consequence, or somebody's repair.
 */
export function coMovingWindow(
  onsetAt: string,
  endedAt: string | null,
  nowMs = Date.now()
): { from: string; to: string } {
  const onsetMs = Date.parse(onsetAt);
  const endMs = Math.min(endedAt === null ? nowMs : Date.parse(endedAt), onsetMs + longestMs);
  const toMs = Math.min(nowMs, Math.max(endMs, onsetMs + shortestMs));
  return { from: new Date(Math.min(onsetMs, toMs - shortestMs)).toISOString(), to: new Date(toMs).toISOString() };
}
