import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { toJson } from '../../storage/json.ts';
import {
  concludeDelivery,
  listEpisodesOfDelivery,
  listUnprocessedDeliveries,
} from '../../storage/repositories/alert-episodes.ts';
import type { EpisodeRow } from '../../storage/schema.ts';
import { alertCandidate } from '../incidents/candidate.ts';
import { lockCorrelation } from '../incidents/correlation-lock.ts';
import { endMember } from '../incidents/end-member.ts';
import { openOrJoinIncident } from '../incidents/open-or-join-incident.ts';
import { byEpisodeKey } from './episode-order.ts';

/**
 * Takes what a stored delivery said to incidents and answers which. Can be repeated: episodes that are where they
 * belong stay there. A failure is noted on the delivery and thrown.
 */
export async function placeDelivery(context: ServiceContext, deliveryId: string): Promise<string[]> {
  try {
    return await context.database.transaction().execute((transaction) => place(context, transaction, deliveryId));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await concludeDelivery(context.database, deliveryId, { status: 'failed', error: message, decision: '[]' });
    throw error;
  }
}

/** Finishes what an ended process, or a failure, has left undone. */
export async function placeStoredDeliveries(context: ServiceContext): Promise<void> {
  const { database, clock, logger } = context;
  const receivedBefore = new Date(clock.now().getTime() - 10_000);
  for (const id of await listUnprocessedDeliveries(database, receivedBefore)) {
    await placeDelivery(context, id).catch((error: unknown) => {
      logger.error({ err: error, deliveryId: id }, 'a stored notification still cannot be taken to incidents');
    });
  }
}

async function place(context: ServiceContext, transaction: Executor, deliveryId: string): Promise<string[]> {
  await lockCorrelation(transaction);
  const incidentIds = new Set<string>();
  const episodes = await listEpisodesOfDelivery(transaction, deliveryId);
  for (const episode of episodes.toSorted(byEpisodeKey)) {
    const incidentId = await placeEpisode(context, transaction, episode);
    if (incidentId !== null) {
      incidentIds.add(incidentId);
    }
  }
  const decision = toJson([...incidentIds]);
  await concludeDelivery(transaction, deliveryId, { status: 'processed', error: null, decision });
  return [...incidentIds];
}

/** An alert that had ended before anything was heard of it opens nothing. */
async function placeEpisode(
  context: ServiceContext,
  transaction: Executor,
  episode: EpisodeRow
): Promise<string | null> {
  const candidate = alertCandidate(episode);
  if (episode.status === 'firing') {
    const placement = await openOrJoinIncident(context, transaction, candidate);
    return placement?.incidentId ?? null;
  }
  await endMember(context, transaction, { ...candidate, message: 'resolved by its sender' });
  return episode.incidentId;
}
