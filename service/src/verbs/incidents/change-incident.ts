import type { IncidentDetail } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { notFound } from '../../errors.ts';
import type { Executor } from '../../storage/database.ts';
import { lockIncident } from '../../storage/repositories/incidents.ts';
import { addTimelineEvent } from '../../storage/repositories/timeline.ts';
import type { NewTimelineEvent } from '../../storage/repositories/timeline.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import { getIncident } from './get-incident.ts';

/** Who changes something, and through what. */
export interface Actor {
  login: string;
  channel: string;
}

export interface IncidentChange {
  transaction: Executor;
  incident: IncidentRow;
  now: Date;
  /** Adds to the timeline in the name of the actor. */
  record(type: NewTimelineEvent['type'], message: string): Promise<void>;
}

/** Changes one incident under its lock and answers what it then is. Throws ServiceError `not-found`. */
export async function changeIncident(
  { database, clock }: ServiceContext,
  id: string,
  { login, channel }: Actor,
  change: (change: IncidentChange) => Promise<void>
): Promise<IncidentDetail> {
  return database.transaction().execute(async (transaction) => {
    const incident = await lockIncident(transaction, id);
    if (incident === undefined) {
      throw notFound('incident', id);
    }
    const now = clock.now();
    await change({
      transaction,
      incident,
      now,
      record: (type, message) =>
        addTimelineEvent(transaction, { incidentId: id, at: now, type, actor: login, channel, message }),
    });
    return getIncident(transaction, id);
  });
}
