import { listMembers, summaryOf } from '../../storage/repositories/incident-members.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import type { InvestigationContext } from './investigation-context.ts';
import { scopeOf } from './investigation-scope.ts';
import type { InvestigationScope } from './investigation-scope.ts';

/** Everything around an incident, until now or until it was resolved. */
export async function incidentScope(
  { database, config, clock, callGraph }: InvestigationContext,
  { id, service, startedAt, resolvedAt }: IncidentRow
): Promise<InvestigationScope> {
  const { affectedServices } = summaryOf(await listMembers(database, [id]));
  const affected = [...new Set([...affectedServices, ...(service === null ? [] : [service])])];
  const endMs = (resolvedAt ?? clock.now()).getTime();
  return scopeOf(affected, startedAt.getTime(), endMs, config.investigation.windowMinutes, callGraph());
}
