import { onOneReplica } from './on-one-replica.ts';
import { settleMs, startPeriodicTask, untilNextStep } from '../detection/detection-loop.ts';
import type { PeriodicTask } from '../detection/detection-loop.ts';
import { forgetModels } from '../detection/forget-models.ts';
import type { DetectionRuntime } from '../detection/detection-runtime.ts';
import type { DetectionSettings } from '../detection/detection-settings.ts';
import type { ScoreWriter } from '../detection/score-writer.ts';
import type { Topology } from '../detection/topology.ts';
import { placeAnomalies } from '../verbs/anomalies/place-anomalies.ts';
import { adoptStored } from '../verbs/detectors/adopt-stored.ts';
import { predictBreaches } from '../verbs/forecasts/predict-breaches.ts';
import { createChangeNotice } from '../verbs/detectors/notice-changes.ts';
import { createDueTraining } from '../verbs/detectors/request-due-training.ts';
import type { InvestigationContext } from '../verbs/investigations/investigation-context.ts';

export interface LoopParts {
  context: InvestigationContext;
  runtime: DetectionRuntime | null;
  topology: Topology;
  writer: ScoreWriter | null;
  /** As they are now: the configuration file may change. */
  settings: () => DetectionSettings;
}

const topologyEveryMs = 300_000;
const topologyRetryMs = 60_000;
const retrainCheckEveryMs = 60_000;
const forecastEveryMs = 300_000;

/** Starts everything that happens by the clock; answers how to stop it. */
export async function startLoops(parts: LoopParts): Promise<() => Promise<void>> {
  const { context, runtime, writer } = parts;
  const running = tasksOf(parts).map((task) => startPeriodicTask(task, context.clock, context.logger));
  return async () => {
    await Promise.all(running.map((task) => task.stop()));
    await runtime?.release();
    await writer?.flush().catch((error: unknown) => context.logger.warn({ err: error }, 'last scores not written'));
  };
}

function tasksOf({ context, runtime, topology, writer, settings }: LoopParts): PeriodicTask[] {
  const everyStep = untilNextStep(settings().stepSeconds);
  const tasks: PeriodicTask[] = [
    {
      name: 'topology',
      delayMs: () => (topology.current().length > 0 ? topologyEveryMs : topologyRetryMs),
      run: (nowMs) => topology.refresh(nowMs),
    },
  ];
  if (runtime === null) {
    tasks.push({ name: 'stored detectors', delayMs: everyStep, run: () => adoptStored(context) });
  } else {
    const noticeChanges = createChangeNotice(context, (detectorId) => forgetModels(runtime.series, detectorId));
    const isReady = (): boolean => context.catalog.all().length > 0;
    tasks.push(
      {
        name: 'discovery',
        delayMs: () => (isReady() ? settings().rediscoverSeconds : settings().stepSeconds) * 1000,
        run: (nowMs) => runtime.rediscover(nowMs),
      },
      {
        name: 'scoring',
        delayMs: untilNextStep(settings().stepSeconds, settleMs),
        async run(nowMs) {
          await noticeChanges();
          let opened = 0;
          await runtime.score(nowMs - settleMs, async (transaction, saved) => {
            opened = await placeAnomalies(context, transaction, saved);
          });
          context.metrics.incidentsOpened.inc({ trigger: 'anomaly' }, opened);
        },
      },
      {
        name: 'membership',
        delayMs: () => runtime.renewEveryMs,
        run: (nowMs) => runtime.renew(nowMs),
      },
      {
        name: 'retraining',
        delayMs: () => retrainCheckEveryMs,
        run: createDueTraining(context, settings),
      },
      {
        name: 'forecasts',
        delayMs: () => forecastEveryMs,
        run: onOneReplica(context.database, 'forecasts', 2 * forecastEveryMs, () => predictBreaches(context)),
      }
    );
  }
  if (writer !== null) {
    tasks.push({ name: 'remote write', delayMs: everyStep, run: () => writer.flush() });
  }
  return tasks;
}
