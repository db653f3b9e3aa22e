import { randomUUID } from 'node:crypto';
import type { AlertmanagerNotification, GrafanaNotification, IntakeReceipt } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { toJson, toText } from '../../storage/json.ts';
import { insertDelivery } from '../../storage/repositories/alert-deliveries.ts';
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
  /** Null when its sender does not sign. */
  signature: string | null;
  notification: AlertmanagerNotification | GrafanaNotification;
}

/** By then the attempt that follows the storing is over, or its process has ended. */
const firstRetryAfterMs = 10_000;

/**
 * Stores a notification and its alert episodes in one transaction, then takes the episodes to their incidents. Once it
 * is stored the sender is told so: what goes wrong afterwards is made up for by the sweep. A notification whose
 * signature was stored before is a copy, and nothing comes of it.
 */
export async function receiveNotification(context: ServiceContext, delivery: Delivery): Promise<IntakeReceipt> {
  const { metrics } = context;
  const { source, notification } = delivery;
  const id = randomUUID();
  const outcomes = await store(context, id, delivery);
  metrics.webhookDeliveries.inc({ source, outcome: outcomes === null ? 'replayed' : 'stored' });
  if (outcomes === null) {
    return { accepted: 0, duplicates: notification.alerts.length, incidentIds: [] };
  }
  for (const outcome of outcomes) {
    metrics.webhookAlerts.inc({ source, outcome });
  }
  const incidentIds = (await placeDelivery(context, id)) ?? [];
  const duplicates = outcomes.filter((outcome) => outcome === 'repeated').length;
  return { accepted: outcomes.length - duplicates, duplicates, incidentIds };
}

/** What became of each alert; null when the delivery is a copy. */
async function store(
  { database, clock, config }: ServiceContext,
  id: string,
  { source, headers, rawBody, signature, notification }: Delivery
): Promise<EpisodeOutcome[] | null> {
  const receivedAt = clock.now();
  const reported = notification.alerts
    .map((alert) => toEpisode(source, alert, config.incidents.serviceLabels, receivedAt))
    .toSorted(byEpisodeKey);
  return database.transaction().execute(async (transaction) => {
    const isNew = await insertDelivery(transaction, {
      id,
      source,
      receivedAt,
      headers: toJson(headers),
      body: toText(rawBody),
      signature,
      nextAttemptAt: new Date(receivedAt.getTime() + firstRetryAfterMs),
    });
    if (!isNew) {
      return null;
    }
    const outcomes: EpisodeOutcome[] = [];
    for (const episode of reported) {
      outcomes.push(await storeEpisode(transaction, episode, id, receivedAt));
    }
    return outcomes;
  });
}
