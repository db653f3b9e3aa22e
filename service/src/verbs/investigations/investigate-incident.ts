import type { Suspect } from '@vigil/contract';
import { investigateJob } from '../../jobs/investigate.job.ts';
import { listMembers } from '../../storage/repositories/incident-members.ts';
import { findIncident } from '../../storage/repositories/incidents.ts';
import { findOwnInvestigation, insertOwnInvestigation } from '../../storage/repositories/investigations.ts';
import type { OwnInvestigation } from '../../storage/repositories/investigations.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import { giveUpOn } from '../../telemetry/give-up-on.ts';
import { recordInvestigationStart, recordRanking } from '../incidents/record-ranking.ts';
import { incidentScope } from './incident-scope.ts';
import type { InvestigationContext } from './investigation-context.ts';
import { markFailed } from './investigate-request.ts';
import { runInvestigation } from './run-investigation.ts';
import { newInvestigation } from './start-investigation.ts';

/** An incident is looked at again while it is this young, because its first members are not the whole picture. */
const youngMs = 180_000;
const shortestPauseMs = 10_000;
/** While an incident is very young its evidence grows even without new members. */
const veryYoungMs = 45_000;

/**
 * Investigates an incident at once, and again while it is young and grows: all runs refine one investigation, and the
 * incident shows the latest ranking. What was begun is given up with the signal, and then begun again elsewhere.
 */
export async function investigateIncident(
  context: InvestigationContext,
  incidentId: string,
  signal: AbortSignal
): Promise<void> {
  const incident = await findIncident(context.database, incidentId);
  if (incident === undefined || incident.status === 'resolved') {
    return;
  }
  const own = await findOwnInvestigation(context.database, incidentId);
  if (await isWorthARun(context, incident, own)) {
    const telemetry = giveUpOn(context.telemetry, signal);
    await investigateOnce({ ...context, telemetry }, incident, own?.id ?? null, signal);
  }
  await lookAgain(context, incident);
}

async function investigateOnce(
  context: InvestigationContext,
  incident: IncidentRow,
  ownId: string | null,
  signal: AbortSignal
): Promise<void> {
  const scope = await incidentScope(context, incident);
  const investigationId = ownId ?? (await begin(context, incident, scope.window));
  try {
    const { suspects, summary } = await runInvestigation(context, investigationId, incident.id, scope, signal);
    if (ownId === null || saysSomethingNew(incident.suspects, suspects)) {
      await recordRanking(context, incident.id, { investigationId, suspects, summary });
    }
  } catch (error) {
    await markFailed(context, investigationId, error, signal);
    throw error;
  }
}

async function begin(
  context: InvestigationContext,
  { id, number, title, service }: IncidentRow,
  window: { fromMs: number; toMs: number }
): Promise<string> {
  const row = newInvestigation(context, 'vigil');
  const begun = await insertOwnInvestigation(context.database, {
    ...row,
    incidentId: id,
    service,
    title: `Incident ${number}: ${title}`,
    trigger: 'incident',
    windowFrom: new Date(window.fromMs),
    windowTo: new Date(window.toMs),
  });
  if (begun.isNew) {
    await recordInvestigationStart(context, id, begun.id);
  }
  return begun.id;
}

/** The first look always is; later ones are when something joined or ended since, or the incident is very young. */
async function isWorthARun(
  { database, clock }: InvestigationContext,
  incident: IncidentRow,
  own: OwnInvestigation | undefined
): Promise<boolean> {
  if (own === undefined || clock.now().getTime() - incident.openedAt.getTime() < veryYoungMs) {
    return true;
  }
  const { finishedAt } = own;
  const members = await listMembers(database, [incident.id]);
  return finishedAt === null || members.some(({ addedAt }) => addedAt > finishedAt);
}

async function lookAgain(
  { queue, database, clock, config }: InvestigationContext,
  incident: IncidentRow
): Promise<void> {
  const nowMs = clock.now().getTime();
  if (nowMs - incident.openedAt.getTime() >= youngMs) {
    return;
  }
  const pauseMs = Math.max(shortestPauseMs, 2 * config.detection.stepSeconds * 1000);
  const startAfter = new Date(nowMs + pauseMs);
  await queue.enqueue(database, investigateJob, { incidentId: incident.id }, { singletonKey: incident.id, startAfter });
}

/** Whether the suspects, their roles or their kinds differ; scores alone change with every sample. */
function saysSomethingNew(before: readonly Suspect[], after: readonly Suspect[]): boolean {
  const gist = (suspects: readonly Suspect[]): string =>
    suspects.map(({ service, role, kind }) => `${service}/${role}/${kind}`).join(',');
  return gist(before) !== gist(after);
}
