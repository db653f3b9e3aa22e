import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { listMembers } from '../../storage/repositories/incident-members.ts';
import { listJoinable } from '../../storage/repositories/incidents.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import type { IncidentWithMembers, KnownMember } from './joining-rules.ts';

/** The incidents that a new member could belong to: read once, then kept up to date by who changes them. */
export interface JoinableIncidents {
  /** The one with the latest activity first. */
  list(isTest: boolean): Promise<readonly IncidentWithMembers[]>;
  /** Notes what an incident is now, and who joined it; one that was not on the list has all read anew. */
  update(incident: IncidentRow, joined?: KnownMember): void;
  remove(incident: IncidentRow): void;
}

/** For one transaction that holds the correlation lock until it ends; reads nothing before it is asked. */
export function joinableIncidents(context: ServiceContext, transaction: Executor): JoinableIncidents {
  const known = new Map<boolean, Map<string, IncidentWithMembers>>();
  return {
    async list(isTest) {
      const groups = known.get(isTest) ?? (await read(context, transaction, isTest));
      known.set(isTest, groups);
      return [...groups.values()].sort(latestActivityFirst);
    },
    update(incident, joined) {
      const groups = known.get(incident.isTest);
      const members = groups?.get(incident.id)?.members ?? [];
      if (joined === undefined && groups?.has(incident.id) === false) {
        known.delete(incident.isTest);
        return;
      }
      groups?.set(incident.id, { incident, members: joined === undefined ? members : [...members, joined] });
    },
    remove({ id, isTest }) {
      known.get(isTest)?.delete(id);
    },
  };
}

async function read(
  { clock, config }: ServiceContext,
  transaction: Executor,
  isTest: boolean
): Promise<Map<string, IncidentWithMembers>> {
  const resolvedSince = new Date(clock.now().getTime() - config.incidents.reopenWithinSeconds * 1000);
  const incidents = await listJoinable(transaction, resolvedSince, isTest);
  const members = await listMembers(
    transaction,
    incidents.map(({ id }) => id)
  );
  const byIncident = Map.groupBy(members, ({ incidentId }) => incidentId);
  return new Map(incidents.map((incident) => [incident.id, { incident, members: byIncident.get(incident.id) ?? [] }]));
}

function latestActivityFirst({ incident: one }: IncidentWithMembers, { incident: other }: IncidentWithMembers): number {
  return other.lastActivityAt.getTime() - one.lastActivityAt.getTime() || (one.id < other.id ? -1 : 1);
}
