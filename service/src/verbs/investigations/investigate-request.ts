import { findIncident } from '../../storage/repositories/incidents.ts';
import { findInvestigation, updateInvestigation } from '../../storage/repositories/investigations.ts';
import { giveUpOn } from '../../telemetry/give-up-on.ts';
import { recordInvestigationStart, recordRanking } from '../incidents/record-ranking.ts';
import type { InvestigationContext } from './investigation-context.ts';
import { incidentScope } from './incident-scope.ts';
import { scopeOf } from './investigation-scope.ts';
import type { InvestigationScope } from './investigation-scope.ts';
import { runInvestigation } from './run-investigation.ts';

/** Runs an investigation that was asked for; the incident it is about, if any, gets its ranking. */
export async function investigateRequest(
  context: InvestigationContext,
  investigationId: string,
  signal: AbortSignal
): Promise<void> {
  const investigation = await findInvestigation(context.database, investigationId);
  if (investigation === null || investigation.status === 'done') {
    return;
  }
  const { incidentId, service, windowFrom, windowTo } = investigation;
  const scope =
    incidentId === null
      ? serviceScope(context, service, Date.parse(windowFrom), Date.parse(windowTo))
      : await scopeOfIncident(context, incidentId);
  if (incidentId !== null) {
    await recordInvestigationStart(context, incidentId, investigationId);
  }
  try {
    const readingUntil = { ...context, telemetry: giveUpOn(context.telemetry, signal) };
    const { suspects, summary } = await runInvestigation(readingUntil, investigationId, incidentId, scope, signal);
    if (incidentId !== null) {
      await recordRanking(context, incidentId, { investigationId, suspects, summary });
    }
  } catch (error) {
    await markFailed(context, investigationId, error, signal);
    throw error;
  }
}

/** Leaves a trace of a run that broke off; the queue tries it again. One that was given up may be under way elsewhere. */
export async function markFailed(
  { database, clock }: InvestigationContext,
  investigationId: string,
  error: unknown,
  signal: AbortSignal
): Promise<void> {
  if (signal.aborted) {
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  await updateInvestigation(database, investigationId, { status: 'failed', finishedAt: clock.now(), error: message });
}

function serviceScope(
  { config, callGraph }: InvestigationContext,
  service: string | null,
  fromMs: number,
  toMs: number
): InvestigationScope {
  const affected = service === null ? [] : [service];
  const scope = scopeOf(affected, fromMs, toMs, config.investigation.windowMinutes, callGraph());
  return { ...scope, window: { fromMs: scope.window.fromMs, toMs }, period: { fromMs, toMs } };
}

async function scopeOfIncident(context: InvestigationContext, incidentId: string): Promise<InvestigationScope> {
  const incident = await findIncident(context.database, incidentId);
  if (incident === undefined) {
    throw new Error(`incident ${incidentId} is gone`);
  }
  return incidentScope(context, incident);
}
