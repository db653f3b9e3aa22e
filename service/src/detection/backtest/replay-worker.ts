import { parentPort, workerData } from 'node:worker_threads';
import { replayLevels } from './replay-levels.ts';
import type { ReplayTask } from './replay-in-worker.ts';

const { series, plan, sensitivities } = workerData as ReplayTask;

series.forEach((each, index) => {
  parentPort?.postMessage({ index, found: replayLevels(each, plan, sensitivities) });
});
