import type { Executor } from '../storage/database.ts';
import { toJson } from '../storage/json.ts';
import { findAnomaly, updateAnomaly } from '../storage/repositories/anomalies.ts';

/** An anomaly that ended without having been seen to recover, and why. */
export interface EndedAnomaly {
  id: string;
  because: string;
}

/** Closes an anomaly that cannot be followed any further; its explanation says why. */
export async function endAnomaly(
  executor: Executor,
  id: string,
  endedAt: Date,
  because: string
): Promise<EndedAnomaly> {
  const row = await findAnomaly(executor, id);
  if (row !== undefined) {
    const summary = `${row.explanation.summary} It ${because}.`;
    const notBefore = endedAt < row.onsetAt ? row.onsetAt : endedAt;
    await updateAnomaly(executor, id, {
      status: 'closed',
      endedAt: notBefore,
      explanation: toJson({ ...row.explanation, summary }),
    });
  }
  return { id, because };
}
