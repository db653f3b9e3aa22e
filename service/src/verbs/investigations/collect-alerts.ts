import type { Evidence, IncidentMember } from '@vigil/contract';
import { listMembers } from '../../storage/repositories/incident-members.ts';
import { finding } from './finding.ts';
import type { InvestigationContext } from './investigation-context.ts';
import type { InvestigationScope } from './investigation-scope.ts';

/** The alerts of the incident, as evidence. */
export async function collectAlerts(
  { database }: InvestigationContext,
  incidentId: string,
  { window }: InvestigationScope
): Promise<Evidence[]> {
  const members = await listMembers(database, [incidentId]);
  return members
    .filter(({ kind }) => kind === 'alert')
    .map((alert) =>
      finding(
        {
          id: `alerts-${alert.id}`,
          source: 'alerts',
          service: alert.service,
          title: alert.title,
          finding: `${alert.status === 'open' ? 'fires' : 'fired'} since ${alert.startsAt}`,
          query: selectorOf(alert),
        },
        window,
        { interesting: true }
      )
    );
}

/** How the alert is found in an Alertmanager. */
function selectorOf({ labels }: IncidentMember): string {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `{${matchers.join(',')}}`;
}
