import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { toJson } from '../../storage/json.ts';
import { listWaitingDeliveries, markDeliveryProcessed } from '../../storage/repositories/alert-deliveries.ts';
import { listEpisodesOfDelivery } from '../../storage/repositories/alert-episodes.ts';
import type { EpisodeRow } from '../../storage/schema.ts';
import { alertCandidate } from '../incidents/candidate.ts';
import { lockCorrelation } from '../incidents/correlation-lock.ts';
import { endMember } from '../incidents/end-member.ts';
import { joinableIncidents } from '../incidents/joinable-incidents.ts';
import type { JoinableIncidents } from '../incidents/joinable-incidents.ts';
import { openOrJoinIncident } from '../incidents/open-or-join-incident.ts';
import type { Placement } from '../incidents/open-or-join-incident.ts';
import { byEpisodeKey } from './episode-order.ts';
import { noteFailedPlacement } from './note-failed-placement.ts';

const sweepLimit = 100;

/**
 * Takes what a stored delivery said to incidents and answers which. Can be repeated: episodes that are where they
 * belong stay there. Null after a failure, which is noted on the delivery.
 */
export async function placeDelivery(context: ServiceContext, deliveryId: string): Promise<string[] | null> {
  const { database, logger, metrics } = context;
  try {
    const placed = await database.transaction().execute((transaction) => place(context, transaction, deliveryId));
    metrics.incidentsOpened.inc({ trigger: 'alert' }, placed.filter(({ outcome }) => outcome === 'opened').length);
    return distinctIncidents(placed);
  } catch (error) {
    await noteFailedPlacement(context, deliveryId, error).catch((failure: unknown) => {
      logger.error({ err: failure, deliveryId }, 'that a notification reached no incident cannot be noted');
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

type EpisodePlacement = Placement | { incidentId: string; outcome: 'ended' };

async function place(context: ServiceContext, transaction: Executor, deliveryId: string): Promise<EpisodePlacement[]> {
  await lockCorrelation(transaction);
  const joinable = joinableIncidents(context, transaction);
  const placed: EpisodePlacement[] = [];
  const episodes = await listEpisodesOfDelivery(transaction, deliveryId);
  for (const episode of episodes.toSorted(byEpisodeKey)) {
    const placement = await placeEpisode(context, transaction, episode, joinable);
    if (placement !== null) {
      placed.push(placement);
    }
  }
  await markDeliveryProcessed(transaction, deliveryId, toJson(distinctIncidents(placed)));
  return placed;
}

function distinctIncidents(placed: readonly EpisodePlacement[]): string[] {
  return [...new Set(placed.map(({ incidentId }) => incidentId))];
}

/** An alert that had ended before anything was heard of it opens nothing. */
async function placeEpisode(
  context: ServiceContext,
  transaction: Executor,
  episode: EpisodeRow,
  joinable: JoinableIncidents
): Promise<EpisodePlacement | null> {
  const candidate = alertCandidate(episode);
  if (episode.status === 'firing') {
    return openOrJoinIncident(context, transaction, candidate, joinable);
  }
  await endMember(context, transaction, { ...candidate, message: 'resolved by its sender' });
  return episode.incidentId === null ? null : { incidentId: episode.incidentId, outcome: 'ended' };
}
