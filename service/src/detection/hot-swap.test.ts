import { afterAll, beforeAll, expect, it } from 'vitest';
import { detector, noise, startDetection } from '../../test/detection-harness.ts';
import type { DetectionHarness } from '../../test/detection-harness.ts';
import { openDatabase } from '../storage/database.ts';
import type { OpenedDatabase } from '../storage/database.ts';
import { findTrainingRun, insertTrainingRun } from '../storage/repositories/training-runs.ts';
import { runTraining } from '../verbs/trainings/run-training.ts';

const startMs = Date.parse('2026-03-02T10:00:00.000Z');
const latency = detector('latency', 'latency', { direction: 'up', minDeviation: 0.05 });
const slowFromMs = startMs + 120_000;

let opened: OpenedDatabase;
let harness: DetectionHarness;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
  const valueAt = (atMs: number) => (atMs >= slowFromMs && atMs < startMs + 900_000 ? 2 : 0.2) + 0.02 * noise(atMs);
  harness = await startDetection(opened.database, [latency], {
    latency: [{ labels: { service: 'payments' }, valueAt }],
  });
}, 60_000);
afterAll(() => opened.close());

async function train(runId: string): Promise<void> {
  await insertTrainingRun(opened.database, {
    id: runId,
    detectorId: 'latency',
    trigger: 'request',
    requestedBy: 'ada',
    requestedAt: harness.clock.now(),
  });
  await runTraining(
    {
      database: opened.database,
      clock: harness.clock,
      catalog: { all: () => harness.detectors },
      training: harness.runtime.training,
    },
    { detectorId: 'latency', runId },
    new AbortController().signal
  );
}

const metric = async (name: string): Promise<number> => {
  const exposed = await harness.serviceMetrics.registry.getSingleMetricAsString(name);
  return Number(/\{[^}]*\} ([\d.e+-]+)$/m.exec(exposed)?.[1]);
};

it('goes on with new models in the middle of an anomaly, which stays the same one', async () => {
  await harness.scoreFor(300);
  const [before] = await harness.anomalies();
  expect(before?.status).toBe('open');
  await train('run');
  expect(await findTrainingRun(opened.database, 'run')).toMatchObject({
    status: 'done',
    detectorsTotal: 1,
    detectorsDone: 1,
    seriesTrained: 1,
    error: null,
  });
  await harness.scoreFor(300);
  expect(await harness.anomalies()).toMatchObject([{ id: before?.id, status: 'open' }]);
  await harness.scoreFor(600);
  expect(await harness.anomalies()).toMatchObject([{ id: before?.id, status: 'closed' }]);
});

it('keeps the old models and says why when the source is away', async () => {
  harness.metrics.isDown = true;
  await expect(train('failing')).rejects.toThrow('1 of 1 detectors could not be trained');
  expect(await findTrainingRun(opened.database, 'failing')).toMatchObject({
    status: 'failed',
    detectorsDone: 1,
    seriesTrained: 0,
    error: expect.stringContaining('latency: http://fake cannot be reached'),
  });
  harness.metrics.isDown = false;
  await harness.scoreFor(60);
  expect(harness.runtime.overview().trained).toBe(1);
});

it('counts under the names that other platforms use', async () => {
  expect(await metric('ai_predictions_total')).toBeGreaterThan(50);
  expect(await metric('ai_anomalies_detected_total')).toBe(1);
  expect(await metric('ai_model_confidence_score')).toBeGreaterThan(0.3);
  const exposed = await harness.serviceMetrics.registry.metrics();
  expect(exposed).toMatch(/ai_inference_duration_seconds_count [1-9]/);
  expect(exposed).toMatch(/vigil_detector_models\{quality="(healthy|thin)"\} 1\n/);
});
