import type { Evidence, InvestigationStep, Suspect } from '@vigil/contract';
import { mergeEdges } from '../../detection/topology.ts';
import { rankSuspects } from '../../root-cause/index.ts';
import type { CallEdge, Change } from '../../root-cause/index.ts';
import { toJson } from '../../storage/json.ts';
import { updateInvestigation } from '../../storage/repositories/investigations.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';
import { collectAlerts } from './collect-alerts.ts';
import { collectDeployLines, collectVersionChanges } from './collect-changes.ts';
import type { ChangesEvidence } from './collect-changes.ts';
import { collectLogs } from './collect-logs.ts';
import type { LogsEvidence } from './collect-logs.ts';
import { collectMetrics } from './collect-metrics.ts';
import type { MetricsEvidence } from './collect-metrics.ts';
import { collectTraces } from './collect-traces.ts';
import type { TracesEvidence } from './collect-traces.ts';
import type { InvestigationContext } from './investigation-context.ts';
import type { InvestigationScope } from './investigation-scope.ts';
import { createStepLog, SkippedStep } from './step-log.ts';
import type { StepLog, StepName } from './step-log.ts';
import { summarize } from './summarize.ts';

export interface InvestigationResult {
  suspects: Suspect[];
  summary: string;
}

interface Collected {
  metrics: MetricsEvidence;
  logs: LogsEvidence;
  traces: TracesEvidence;
  changes: ChangesEvidence;
  alerts: Evidence[];
}

/** Collects from every source, ranks the suspects and saves all of it as it goes. A source that fails costs its step only. */
export async function runInvestigation(
  context: InvestigationContext,
  id: string,
  incidentId: string | null,
  scope: InvestigationScope,
  signal: AbortSignal
): Promise<InvestigationResult> {
  const { database, clock } = context;
  const save = async (steps: InvestigationStep[]): Promise<void> => {
    signal.throwIfAborted();
    await updateInvestigation(database, id, { steps: toJson(steps) });
  };
  await updateInvestigation(database, id, {
    status: 'running',
    startedAt: clock.now(),
    windowFrom: new Date(scope.window.fromMs),
    windowTo: new Date(scope.window.toMs),
  });
  const log = createStepLog(() => clock.now(), save);
  const collected = await collectAll(context, incidentId, scope, log);
  signal.throwIfAborted();
  const edges = edgesOf(context, collected);
  const suspects = await log.run('ranking', [], () => Promise.resolve(rank(collected, edges)));
  const summary = summarize(suspects, log.failed());
  await updateInvestigation(database, id, {
    status: 'done',
    finishedAt: clock.now(),
    summary,
    suspects: toJson(suspects),
    evidence: toJson(evidenceOf(collected)),
    topology: toJson(edges),
    error: null,
  });
  return { suspects, summary };
}

async function collectAll(
  context: InvestigationContext,
  incidentId: string | null,
  scope: InvestigationScope,
  log: StepLog
): Promise<Collected> {
  const { logs, traces } = context.telemetry;
  const { maxLogLines } = context.config.investigation;
  const [metricsFound, logsFound, tracesFound, changesFound, alertsFound] = await Promise.all([
    log.run(
      'metrics',
      { indicators: [], evidence: [], problems: [] },
      () => collectMetrics(context, scope),
      ({ problems }) => (problems.length === 0 ? '' : `Not scored: ${problems.join('; ')}`)
    ),
    log.run('logs', { deltas: [], evidence: [] }, () => collectLogs(configured(logs, 'logs'), scope, maxLogLines)),
    log.run('traces', { traces: [], edges: [], evidence: [] }, () =>
      collectTraces(configured(traces, 'traces'), scope)
    ),
    log.run('changes', { changes: [], evidence: [] }, () => collectChanges(context, scope)),
    log.run('alerts', [], () =>
      incidentId === null
        ? Promise.reject(new SkippedStep('there is no incident'))
        : collectAlerts(context, incidentId, scope)
    ),
  ]);
  return { metrics: metricsFound, logs: logsFound, traces: tracesFound, changes: changesFound, alerts: alertsFound };
}

/** Versions are the better witness; log lines speak of deployments where no version is exported. */
async function collectChanges(
  { telemetry, catalog }: InvestigationContext,
  scope: InvestigationScope
): Promise<ChangesEvidence> {
  const labels = [...new Set(catalog.all().map(({ serviceLabel }) => serviceLabel))];
  const metrics = configured(telemetry.metrics, 'metrics');
  const versions = await collectVersionChanges(metrics, scope, labels.length === 0 ? ['service'] : labels);
  const lines = telemetry.logs === null ? nothing : await collectDeployLines(telemetry.logs, scope).catch(withoutLogs);
  const changed = new Set(versions.changes.map(({ service }) => service));
  return {
    changes: [...versions.changes, ...lines.changes.filter(({ service }) => !changed.has(service))],
    evidence: [...versions.evidence, ...lines.evidence],
  };
}

const nothing: ChangesEvidence = { changes: [], evidence: [] };

/** That logs cannot be read is said by their own step; versions are known all the same. */
function withoutLogs(error: unknown): ChangesEvidence {
  if (error instanceof TelemetryError) {
    return nothing;
  }
  throw error;
}

function rank({ metrics, logs, traces, changes }: Collected, edges: readonly CallEdge[]): Suspect[] {
  const { suspects } = rankSuspects({
    indicators: metrics.indicators,
    edges,
    changes: changes.changes satisfies Change[],
    logs: logs.deltas,
    traces: traces.traces,
  });
  return suspects.map(({ service, kind, score, role, reasons }) => ({
    service,
    kind,
    score,
    role,
    reasons: [...reasons],
  }));
}

/** Calls that were counted in traces of the window, and edges that are only known to exist. */
function edgesOf({ callGraph }: InvestigationContext, { traces }: Collected): CallEdge[] {
  const known = callGraph().map(({ caller, callee }) => ({ caller, callee, calls: 0, errors: 0 }));
  return mergeEdges(known, traces.edges);
}

function evidenceOf({ metrics, logs, traces, changes, alerts }: Collected): Evidence[] {
  return [...changes.evidence, ...metrics.evidence, ...logs.evidence, ...traces.evidence, ...alerts];
}

function configured<Source>(source: Source | null, name: StepName): Source {
  if (source === null) {
    throw new SkippedStep(`no source of ${name} is configured`);
  }
  return source;
}
