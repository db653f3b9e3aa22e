import type { ServiceContext } from '../../context.ts';
import { investigateJob } from '../../jobs/investigate.job.ts';
import type { Executor } from '../../storage/database.ts';
import type { IncidentRow } from '../../storage/schema.ts';

const debounceSeconds = 30;

/**
 * Lets an incident be investigated, once the transaction commits. A burst of reasons leads to one run at once and one
 * after it. Tests are not investigated.
 */
export async function requestInvestigation(
  { queue }: ServiceContext,
  transaction: Executor,
  { id, isTest }: Pick<IncidentRow, 'id' | 'isTest'>
): Promise<void> {
  if (!isTest) {
    await queue.enqueue(transaction, investigateJob, { incidentId: id }, { singletonKey: id, debounceSeconds });
  }
}
