import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { toJson } from '../../storage/json.ts';
import { listWaitingDeliveries, markDeliveryProcessed } from '../../storage/repositories/alert-deliveries.ts';
import { listEpisodesOfDelivery } from '../../storage/repositories/alert-episodes.ts';
import type { EpisodeRow } from '../../storage/schema.ts';
import { alertCandidate } from '../incidents/candidate.ts';
import { lockCorrelation } from '../incidents/correlation-lock.ts';
import { endMember } from '../incidents/end-member.ts';
import { openOrJoinIncident } from '../incidents/open-or-join-incident.ts';
import { byEpisodeKey } from './episode-order.ts';
import { noteFailedPlacement } from './note-failed-placement.ts';

const sweepLimit = 100;

/**
 * Takes what a stored delivery said to incidents and answers which. Can be repeated: episodes that are where they
 * belong stay there. Null after a failure, which is noted on the delivery.
 */
export async function placeDelivery(context: ServiceContext, deliveryId: string): Promise<string[] | null> {
  try {
    return await context.database.transaction().execute((transaction) => place(context, transaction, deliveryId));
  } catch (error) {
    await noteFailedPlacement(context, deliveryId, error).catch((failure: unknown) => {
      context.logger.error({ err: failure, deliveryId }, 'that a notification reached no incident cannot be noted');
    });
    return null;
  }
}

/** Finishes what an ended process, or a failure, has left undone. */
export async function placeStoredDeliveries(context: ServiceContext): Promise<void> {
  for (const id of await listWaitingDeliveries(context.database, context.clock.now(), sweepLimit)) {
    await placeDelivery(context, id);
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
  await markDeliveryProcessed(transaction, deliveryId, toJson([...incidentIds]));
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
