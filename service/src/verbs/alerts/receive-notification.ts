import { randomUUID } from 'node:crypto';
import type { AlertmanagerNotification, GrafanaNotification, IntakeReceipt } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { toJson, toText } from '../../storage/json.ts';
import { insertDelivery } from '../../storage/repositories/alert-episodes.ts';
import type { AlertSource } from '../../storage/schema.ts';
import { byEpisodeKey } from './episode-order.ts';
import { placeDelivery } from './place-delivery.ts';
import { storeEpisode } from './store-episode.ts';
import type { EpisodeOutcome } from './store-episode.ts';
import { toEpisode } from './to-episode.ts';

export interface Delivery {
  source: AlertSource;
  headers: Record<string, string>;
  rawBody: string;
  notification: AlertmanagerNotification | GrafanaNotification;
}

/**
 * Stores a notification and its alert episodes in one transaction, then takes the episodes to their incidents. Once it
 * is stored the sender is told so: what goes wrong afterwards is made up for by the sweep.
 */
export async function receiveNotification(context: ServiceContext, delivery: Delivery): Promise<IntakeReceipt> {
  const { database, clock, config, metrics, logger } = context;
  const receivedAt = clock.now();
  const id = randomUUID();
  const reported = delivery.notification.alerts
    .map((alert) => toEpisode(delivery.source, alert, config.incidents.serviceLabels, receivedAt))
    .toSorted(byEpisodeKey);
  const outcomes = await database.transaction().execute(async (transaction) => {
    await insertDelivery(transaction, {
      id,
      source: delivery.source,
      receivedAt,
      headers: toJson(delivery.headers),
      body: toText(delivery.rawBody),
    });
    const stored: EpisodeOutcome[] = [];
    for (const episode of reported) {
      stored.push(await storeEpisode(transaction, episode, id, receivedAt));
    }
    return stored;
  });
  for (const outcome of outcomes) {
    metrics.webhookAlerts.inc({ source: delivery.source, outcome });
  }
  const incidentIds = await placeDelivery(context, id).catch((error: unknown) => {
    logger.error({ err: error, deliveryId: id }, 'a stored notification could not be taken to incidents yet');
    return [];
  });
  const duplicates = outcomes.filter((outcome) => outcome === 'repeated').length;
  return { accepted: outcomes.length - duplicates, duplicates, incidentIds };
}
