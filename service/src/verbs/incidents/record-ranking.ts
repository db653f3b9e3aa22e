import type { IncidentDetail, Suspect } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { toJson, toText } from '../../storage/json.ts';
import { listMembers, summaryOf } from '../../storage/repositories/incident-members.ts';
import { updateIncident } from '../../storage/repositories/incidents.ts';
import { changeIncident } from './change-incident.ts';

const vigil = { login: 'vigil', channel: 'service' };

export interface Ranking {
  investigationId: string;
  suspects: readonly Suspect[];
  /** The result in a sentence or two, for the timeline. */
  summary: string;
}

/** Notes that an investigation of the incident has begun. Throws `not-found`. */
export async function recordInvestigationStart(
  context: ServiceContext,
  incidentId: string,
  investigationId: string
): Promise<IncidentDetail> {
  return changeIncident(context, incidentId, vigil, async ({ transaction, record }) => {
    await updateIncident(transaction, incidentId, { investigationId });
    await record('investigation-started', 'collects metrics, logs and traces around the incident');
  });
}

/** Gives the incident the result of an investigation: suspects, and with a cause also service and title. */
export async function recordRanking(
  context: ServiceContext,
  incidentId: string,
  { investigationId, suspects, summary }: Ranking
): Promise<IncidentDetail> {
  return changeIncident(context, incidentId, vigil, async ({ transaction, record }) => {
    const cause = suspects.find(({ role }) => role === 'cause');
    const { affectedServices } = summaryOf(await listMembers(transaction, [incidentId]));
    await updateIncident(transaction, incidentId, {
      investigationId,
      suspects: toJson(suspects),
      ...(cause === undefined ? {} : { service: cause.service, title: toText(titleOf(cause, affectedServices)) }),
    });
    await record('investigation-finished', summary);
  });
}

function titleOf({ service, kind }: Suspect, affectedServices: readonly string[]): string {
  const others = affectedServices.filter((affected) => affected !== service);
  const effect = others.length === 0 ? '' : `, affecting ${others.join(', ')}`;
  return `${service}: ${faultNames[kind]}${effect}`;
}

const faultNames: Readonly<Record<Suspect['kind'], string>> = {
  latency: 'slow',
  errors: 'failing requests',
  traffic: 'unusual traffic',
  cpu: 'unusual CPU usage',
  memory: 'unusual memory usage',
  availability: 'not available',
  cache: 'cache misses',
  saturation: 'saturated',
  cost: 'unusual cost',
  deploy: 'bad deploy',
  custom: 'anomalous',
};
