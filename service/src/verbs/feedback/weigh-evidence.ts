import type { PrecisionEstimate } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { addAuditEntry } from '../../storage/repositories/detector-audit.ts';
import { lockPriority, setPriority } from '../../storage/repositories/detector-priorities.ts';
import { judgePriority } from './judge-priority.ts';
import { readPrecision } from './read-standings.ts';

/** Demotes or promotes a detector when what people said of its anomalies asks for it, and leaves an audit line. */
export async function weighEvidence(
  transaction: Executor,
  context: Pick<ServiceContext, 'clock' | 'config'>,
  detectorId: string,
  actor: string
): Promise<void> {
  const current = await lockPriority(transaction, detectorId);
  const estimate = await readPrecision(transaction, context, detectorId);
  const priority = judgePriority(current, estimate, context.config.feedback);
  if (priority === current) {
    return;
  }
  await setPriority(transaction, detectorId, priority);
  await addAuditEntry(transaction, {
    at: context.clock.now(),
    actor,
    detectorId,
    from: current,
    to: priority,
    evidence: evidenceOf(estimate, context.config.feedback.demoteBelowPrecision),
  });
}

function evidenceOf({ real, noise, precision, lower, upper }: PrecisionEstimate, bound: number): string {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return `${real} of ${real + noise} were real: ${percent(precision ?? 0)}, 95 % interval ${percent(lower)} to ${percent(upper)}; the bound is ${percent(bound)}`;
}
