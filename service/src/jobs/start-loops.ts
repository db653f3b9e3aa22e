import type { Database } from '../storage/database.ts';
import { startPeriodicTask, untilNextStep } from '../detection/detection-loop.ts';
import type { PeriodicTask } from '../detection/detection-loop.ts';
import type { DetectionRuntime } from '../detection/detection-runtime.ts';
import type { DetectionSettings } from '../detection/detection-settings.ts';
import type { ScoreWriter } from '../detection/score-writer.ts';
import type { Topology } from '../detection/topology.ts';
import { placeAnomalies } from '../verbs/anomalies/place-anomalies.ts';
import type { InvestigationContext } from '../verbs/investigations/investigation-context.ts';
import { trainJob } from './train.job.ts';

export interface LoopParts {
  context: InvestigationContext;
  runtime: DetectionRuntime | null;
  topology: Topology;
  writer: ScoreWriter | null;
  settings: DetectionSettings;
}

const topologyEveryMs = 30_000;
const retrainCheckEveryMs = 60_000;

/** Starts everything that happens by the clock; answers how to stop it. */
export async function startLoops(parts: LoopParts): Promise<() => Promise<void>> {
  const { context, runtime } = parts;
  const running = tasksOf(parts).map((task) => startPeriodicTask(task, context.clock, context.logger));
  return async () => {
    await Promise.all(running.map((task) => task.stop()));
    await runtime?.release();
  };
}

function tasksOf({ context, runtime, topology, writer, settings }: LoopParts): PeriodicTask[] {
  const everyStep = untilNextStep(settings.stepSeconds);
  const tasks: PeriodicTask[] = [
    { name: 'topology', delayMs: () => topologyEveryMs, run: (nowMs) => topology.refresh(nowMs) },
  ];
  if (runtime !== null) {
    const isReady = (): boolean => context.catalog.all().length > 0;
    tasks.push(
      {
        name: 'discovery',
        delayMs: () => (isReady() ? settings.rediscoverSeconds : settings.stepSeconds) * 1000,
        run: (nowMs) => runtime.rediscover(nowMs),
      },
      {
        name: 'scoring',
        delayMs: everyStep,
        async run(nowMs) {
          await runtime.score(nowMs, (transaction, saved) => placeAnomalies(context, transaction, saved));
        },
      },
      {
        name: 'retraining',
        delayMs: () => retrainCheckEveryMs,
        run: (nowMs) => retrainWhenDue(context, settings, nowMs),
      }
    );
  }
  if (writer !== null) {
    tasks.push({ name: 'remote write', delayMs: everyStep, run: () => writer.flush() });
  }
  return tasks;
}

/** Models that are due are learned anew through the queue, by whichever replica is free. */
async function retrainWhenDue(
  context: InvestigationContext,
  settings: DetectionSettings,
  nowMs: number
): Promise<void> {
  const oldest = await oldestTraining(context.database);
  if (oldest !== null && nowMs - oldest.getTime() >= settings.retrainHours * 3_600_000) {
    await context.queue.enqueue(context.database, trainJob, { detectorId: null }, { singletonKey: '*' });
  }
}

async function oldestTraining(database: Database): Promise<Date | null> {
  const { oldest } = await database
    .selectFrom('models')
    .select((row) => row.fn.min('trainedAt').as('oldest'))
    .executeTakeFirstOrThrow();
  return oldest;
}
