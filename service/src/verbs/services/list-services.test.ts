import { afterAll, beforeAll, expect, it } from 'vitest';
import { detector, noise, startDetection } from '../../../test/detection-harness.ts';
import { detectionOf } from '../../../test/goldens/detection-context.ts';
import { openDatabase } from '../../storage/database.ts';
import type { OpenedDatabase } from '../../storage/database.ts';
import { getInsights } from '../insights/get-insights.ts';
import { listServices } from './list-services.ts';

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
  const steady = (service: string) => ({ labels: { service }, valueAt: (atMs: number) => 50 + 5 * noise(atMs) });
  const harness = await startDetection(opened.database, [detector('memory', 'memory'), detector('cpu', 'cpu')], {
    memory: [steady('orders'), steady('payments')],
    cpu: [steady('orders')],
  });
  await harness.scoreFor(15);
}, 60_000);
afterAll(() => opened.close());

const healthOf = async (context: Parameters<typeof listServices>[0]) =>
  Object.fromEntries((await listServices(context)).items.map(({ name, health }) => [name, health]));

it('blinds only the services that no working detector watches', async () => {
  const { context, scoring } = detectionOf(opened.database, {});
  expect(await healthOf(context)).toEqual({ orders: 'healthy', payments: 'healthy' });
  scoring.scored(['cpu'], [{ id: 'memory', message: 'too many series' }]);
  expect(await healthOf(context)).toEqual({ orders: 'healthy', payments: 'unknown' });
  expect((await listServices(context)).items.find(({ name }) => name === 'payments')?.reason).toContain(
    'memory cannot be read (too many series)'
  );
  const { insights } = await getInsights(context);
  expect(insights.map(({ title }) => title)).toContain('Detector memory cannot be scored');
});

it('blinds all of them when nothing can be scored', async () => {
  const { context, scoring } = detectionOf(opened.database, {});
  scoring.scored(
    [],
    ['availability', 'http-errors', 'spring-latency', 'memory', 'cpu'].map((id) => ({ id, message: 'x' }))
  );
  expect(scoring.current().state).toBe('down');
  expect(await healthOf(context)).toEqual({ orders: 'unknown', payments: 'unknown' });
});
