import type { ServiceContext } from '../../context.ts';
import { toText } from '../../storage/json.ts';
import { lockDelivery, noteDeliveryFailure } from '../../storage/repositories/alert-deliveries.ts';

export const maxPlacementAttempts = 10;

const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;

/** Lets a delivery be tried again later, each time after a longer pause, until it was tried often enough. */
export async function noteFailedPlacement(context: ServiceContext, deliveryId: string, cause: unknown): Promise<void> {
  const { database, clock, logger, metrics } = context;
  const failed = await database.transaction().execute(async (transaction) => {
    const { source, status, attempts: before } = await lockDelivery(transaction, deliveryId);
    if (status === 'processed' || status === 'dead') {
      return null;
    }
    const attempts = before + 1;
    const isDead = attempts >= maxPlacementAttempts;
    await noteDeliveryFailure(transaction, deliveryId, {
      status: isDead ? 'dead' : 'failed',
      error: toText(cause instanceof Error ? cause.message : String(cause)),
      attempts,
      nextAttemptAt: new Date(clock.now().getTime() + pauseMs(attempts)),
    });
    return { source, attempts, isDead };
  });
  if (failed?.isDead) {
    metrics.webhookDeadDeliveries.inc({ source: failed.source });
    logger.error({ err: cause, deliveryId, attempts: failed.attempts }, 'gave up on a stored notification');
  } else if (failed !== null) {
    logger.warn({ err: cause, deliveryId, attempts: failed.attempts }, 'a stored notification reached no incident yet');
  }
}

function pauseMs(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1));
}
