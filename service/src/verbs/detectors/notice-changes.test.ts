import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { detector } from '../../../test/detection-harness.ts';
import { defaultDetectionSettings } from '../../../test/detection-settings.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { createDetectorCatalog } from '../../detection/detector-catalog.ts';
import { listModelStamps, saveModels } from '../../storage/repositories/models.ts';
import { createChangeNotice } from './notice-changes.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
}, 60_000);
afterAll(() => service.close());

beforeEach(async () => {
  const { database } = service.context;
  service.queue.sent.length = 0;
  await database.deleteFrom('detectorFingerprints').execute();
  await saveModels(database, [
    {
      seriesKey: 'latency{}',
      detectorId: 'latency',
      service: 'payments',
      labels: '{}',
      kind: 'ensemble',
      snapshot: '{}',
      card: '{}',
      trainedAt: service.clock.now(),
    },
  ]);
});

function replica() {
  const forgotten: string[] = [];
  const catalog = createDetectorCatalog(null, {
    ...defaultDetectionSettings,
    custom: [detector('latency', 'latency')],
  });
  const notice = createChangeNotice({ ...service.context, catalog }, (id) => forgotten.push(id));
  const become = (changes: object, options = {}) =>
    catalog.configure({
      ...defaultDetectionSettings,
      custom: [{ ...detector('latency', 'latency', options), ...changes }],
    });
  return { notice, become, forgotten };
}

const models = async () => (await listModelStamps(service.context.database)).map(({ seriesKey }) => seriesKey);

it('has a detector with other options learned anew once, while the old model goes on', async () => {
  const [first, second] = [replica(), replica()];
  await first.notice();
  await second.notice();
  expect(service.queue.sent).toEqual([]);
  first.become({}, { sensitivity: 2 });
  second.become({}, { sensitivity: 2 });
  await first.notice();
  await second.notice();
  await first.notice();
  expect(service.queue.sent).toEqual([{ job: 'train', payload: { detectorId: 'latency' } }]);
  expect(first.forgotten).toEqual([]);
  expect(await models()).toEqual(['latency{}']);
});

it('throws the models of another query away at once, in every memory', async () => {
  const [first, second] = [replica(), replica()];
  await first.notice();
  await second.notice();
  first.become({ query: 'other' });
  second.become({ query: 'other' });
  await first.notice();
  expect(await models()).toEqual([]);
  await second.notice();
  expect([first.forgotten, second.forgotten]).toEqual([['latency'], ['latency']]);
  expect(service.queue.sent).toHaveLength(1);
});

it('notices after a restart what changed meanwhile', async () => {
  await replica().notice();
  const restarted = replica();
  restarted.become({ query: 'other' });
  await restarted.notice();
  expect(await models()).toEqual([]);
  expect(service.queue.sent).toHaveLength(1);
});

it('does not let two replicas with different files undo one another', async () => {
  const [first, second] = [replica(), replica()];
  second.become({ query: 'other' });
  for (let step = 0; step < 5; step++) {
    await first.notice();
    await second.notice();
  }
  expect(service.queue.sent).toHaveLength(1);
});
