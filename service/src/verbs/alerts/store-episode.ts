import { randomUUID } from 'node:crypto';
import type { Executor } from '../../storage/database.ts';
import { toJson } from '../../storage/json.ts';
import { isDeliveryGivenUp } from '../../storage/repositories/alert-deliveries.ts';
import { insertEpisode, lockEpisode, updateEpisode } from '../../storage/repositories/alert-episodes.ts';
import type { EpisodeRow } from '../../storage/schema.ts';
import type { ReportedEpisode } from './to-episode.ts';

export type EpisodeOutcome = 'new' | 'resolved' | 'refired' | 'repeated';

/** A firing report this soon after the end is a late copy, e.g. of the other Alertmanager of a pair. */
const lateCopyMs = 60_000;

/** Creates the episode or takes the report into the one that is there, whatever order reports come in. */
export async function storeEpisode(
  transaction: Executor,
  { labels, annotations, ...reported }: ReportedEpisode,
  deliveryId: string,
  receivedAt: Date
): Promise<EpisodeOutcome> {
  const isNew = await insertEpisode(transaction, {
    ...reported,
    id: randomUUID(),
    labels: toJson(labels),
    annotations: toJson(annotations),
    firstSeenAt: receivedAt,
    lastSeenAt: receivedAt,
    deliveryId,
    incidentId: null,
  });
  if (isNew) {
    return 'new';
  }
  const known = await lockEpisode(transaction, reported);
  const outcome = outcomeFor(known, reported.status, receivedAt);
  const { status, endsAt, severity } = reported;
  await updateEpisode(transaction, known.id, {
    lastSeenAt: receivedAt,
    ...(outcome === 'repeated' ? {} : { status, endsAt, severity, deliveryId, annotations: toJson(annotations) }),
    ...((await isStranded(transaction, known)) ? { deliveryId } : {}),
  });
  return outcome;
}

/** An alert that still fires, but whose way to an incident was given up: this report is another chance. */
async function isStranded(transaction: Executor, { status, incidentId, deliveryId }: EpisodeRow): Promise<boolean> {
  return status === 'firing' && incidentId === null && (await isDeliveryGivenUp(transaction, deliveryId));
}

function outcomeFor(known: EpisodeRow, status: EpisodeRow['status'], receivedAt: Date): EpisodeOutcome {
  if (status === known.status) {
    return 'repeated';
  }
  if (status === 'resolved') {
    return 'resolved';
  }
  return receivedAt.getTime() - known.lastSeenAt.getTime() > lateCopyMs ? 'refired' : 'repeated';
}
