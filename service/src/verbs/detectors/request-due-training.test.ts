import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { detector } from '../../../test/detection-harness.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { createDetectorCatalog } from '../../detection/detector-catalog.ts';
import { defaultDetectionSettings } from '../../../test/detection-settings.ts';
import { saveModels } from '../../storage/repositories/models.ts';
import { listTrainingRuns } from '../../storage/repositories/training-runs.ts';
import { createDueTraining, requestDueTraining } from './request-due-training.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
}, 60_000);
afterAll(() => service.close());
beforeEach(async () => {
  service.queue.sent.length = 0;
  await service.context.database.deleteFrom('models').execute();
  await service.context.database.deleteFrom('trainingRuns').execute();
});

async function learned(detectorId: string, hoursAgo: number): Promise<void> {
  const { context, clock } = service;
  await saveModels(context.database, [
    {
      seriesKey: `${detectorId}{}`,
      detectorId,
      service: 'payments',
      labels: '{}',
      kind: 'ensemble',
      snapshot: '{}',
      card: '{}',
      trainedAt: new Date(clock.now().getTime() - hoursAgo * 3_600_000),
    },
  ]);
}

function catalogOf(...ids: string[]) {
  const custom = ids.map((id) => detector(id, 'latency'));
  return createDetectorCatalog(null, { ...defaultDetectionSettings, disabledPresets: ['http-errors'], custom });
}

const askedFor = () => service.queue.sent.map(({ payload }) => (payload as { detectorId: string }).detectorId);

it('asks for the active detectors that are due, once, and never for those that nothing would train', async () => {
  const { context } = service;
  const catalog = catalogOf('due', 'fresh');
  await learned('due', 25);
  await learned('fresh', 1);
  await learned('http-errors', 99);
  await learned('no-such-detector', 99);
  const due = { olderThanHours: 24, trigger: 'schedule' } as const;
  expect(await requestDueTraining({ ...context, catalog }, due)).toEqual(['due']);
  expect(askedFor()).toEqual(['due']);
  expect(await requestDueTraining({ ...context, catalog }, due)).toEqual([]);
  expect(await listTrainingRuns(context.database, { detectorId: 'due', limit: 10 })).toMatchObject([
    { detectorId: 'due', trigger: 'schedule', requestedBy: 'vigil', status: 'queued' },
  ]);
});

it('learns models anew after a start that are old, though not due by the schedule yet, and only then', async () => {
  const { context } = service;
  const catalog = catalogOf('older', 'younger');
  await learned('older', 7);
  await learned('younger', 5);
  const trainDue = createDueTraining({ ...context, catalog }, () => ({ retrainHours: 24, retrainOnStartHours: 6 }));
  await trainDue();
  expect(askedFor()).toEqual(['older']);
  service.clock.advanceSeconds(2 * 3600);
  await trainDue();
  expect(askedFor()).toEqual(['older']);
});

it('staggers what is due together', async () => {
  const { context, queue } = service;
  const ids = ['one', 'three', 'two'];
  await Promise.all(ids.map((id) => learned(id, 30)));
  await requestDueTraining({ ...context, catalog: catalogOf(...ids) }, { olderThanHours: 24, trigger: 'start' });
  const starts = queue.sentOptions.slice(-ids.length).map(({ startAfter }) => startAfter?.getTime() ?? 0);
  expect(starts.map((startMs) => startMs - (starts[0] ?? 0))).toEqual([0, 5000, 10_000]);
});
