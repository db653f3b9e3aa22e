import type { DetectionRuntime } from '../detection/detection-runtime.ts';
import { investigateIncident } from '../verbs/investigations/investigate-incident.ts';
import { investigateRequest } from '../verbs/investigations/investigate-request.ts';
import type { InvestigationContext } from '../verbs/investigations/investigation-context.ts';
import { runTraining } from '../verbs/trainings/run-training.ts';
import { performBacktest } from '../verbs/backtests/perform-backtest.ts';
import { backtestJob } from './backtest.job.ts';
import { investigateJob } from './investigate.job.ts';
import type { JobDefinition } from './queue.ts';
import { runInvestigationJob } from './run-investigation.job.ts';
import { trainJob } from './train.job.ts';

/** Queues of the pipeline beside the one that incidents send to. */
export const pipelineJobs: readonly JobDefinition[] = [backtestJob, trainJob, runInvestigationJob];

/** Takes up work from the queues; what was waiting when the service stopped is done now. */
export async function startJobs(context: InvestigationContext, runtime: DetectionRuntime | null): Promise<void> {
  await context.queue.work(investigateJob, ({ incidentId }, signal) =>
    investigateIncident(context, incidentId, signal)
  );
  await context.queue.work(runInvestigationJob, ({ investigationId }, signal) =>
    investigateRequest(context, investigationId, signal)
  );
  await context.queue.work(backtestJob, ({ backtestId }, signal) => performBacktest(context, backtestId, signal));
  if (runtime === null) {
    return;
  }
  await context.queue.work(trainJob, (job, signal) =>
    runTraining({ ...context, training: runtime.training }, job, signal)
  );
}
