import { afterAll, beforeAll, expect, it } from 'vitest';
import { detector } from '../../../test/detection-harness.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { createDetectorCatalog } from '../../detection/detector-catalog.ts';
import { defaultDetectionSettings } from '../../../test/detection-settings.ts';
import { saveModel } from '../../storage/repositories/models.ts';
import { requestDueTraining } from './request-due-training.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
}, 60_000);
afterAll(() => service.close());

it('asks for the active detectors that are due, and never for those that nothing would train', async () => {
  const { context, clock } = service;
  const custom = ['due', 'fresh'].map((id) => detector(id, 'latency'));
  const catalog = createDetectorCatalog(null, {
    ...defaultDetectionSettings,
    disabledPresets: ['http-errors'],
    custom,
  });
  const ages = { due: 25, fresh: 1, 'http-errors': 99, 'no-such-detector': 99 };
  for (const [detectorId, hours] of Object.entries(ages)) {
    await saveModel(context.database, {
      seriesKey: `${detectorId}{}`,
      detectorId,
      service: 'payments',
      labels: '{}',
      kind: 'ensemble',
      snapshot: '{}',
      card: '{}',
      trainedAt: new Date(clock.now().getTime() - hours * 3_600_000),
    });
  }
  expect(await requestDueTraining({ ...context, catalog }, 24)).toEqual(['due']);
  expect(service.queue.sent).toMatchObject([{ payload: { detectorId: 'due' } }]);
});
