import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { detector } from '../../../test/detection-harness.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { insertAnomaly } from '../../storage/repositories/anomalies.ts';
import { giveVerdict } from './give-verdict.ts';
import { registerPrecisionMetrics } from './precision-metrics.ts';

let service: TestService;
const catalog = { all: () => [detector('latency', 'latency'), detector('errors', 'errors')] };

beforeAll(async () => {
  service = await startTestService();
}, 60_000);
afterAll(() => service.close());

it('tells what people say of each detector, in one scrape', async () => {
  for (let judged = 0; judged < 5; judged += 1) {
    const anomaly = newAnomaly({ status: 'closed', detectedAt: service.clock.now(), endedAt: service.clock.now() });
    await insertAnomaly(service.context.database, anomaly);
    await giveVerdict(service.context, anomaly.id, 'ada', { verdict: judged === 4 ? 'known' : 'noise' });
  }
  await giveVerdictToOneMore();
  const registry = new Registry();
  registerPrecisionMetrics(registry, { ...service.context, catalog });
  const exposed = await registry.metrics();
  expect(exposed).toContain('ai_model_accuracy{detector="latency"} 0\n');
  expect(exposed).not.toContain('ai_model_accuracy{detector="errors"}');
  expect(exposed).toMatch(/vigil_detector_precision_bound\{detector="latency",bound="upper"\} 0\.434/);
  expect(exposed).toContain('vigil_detector_verdicts{detector="latency",verdict="known"} 1\n');
  expect(exposed).toContain('vigil_detector_demoted{detector="latency"} 1\n');
  expect(exposed).toContain('vigil_detector_demoted{detector="errors"} 0\n');
});

it('leaves the other metrics alone while the database is away', async () => {
  const registry = new Registry();
  const away = { ...service.context, database: brokenDatabase() };
  registerPrecisionMetrics(registry, { ...away, catalog });
  expect(await registry.metrics()).toContain('# TYPE ai_model_accuracy gauge');
});

async function giveVerdictToOneMore(): Promise<void> {
  const anomaly = newAnomaly({ status: 'closed', detectedAt: service.clock.now(), endedAt: service.clock.now() });
  await insertAnomaly(service.context.database, anomaly);
  await giveVerdict(service.context, anomaly.id, 'ada', { verdict: 'noise' });
}

function brokenDatabase(): TestService['context']['database'] {
  return new Proxy(service.context.database, {
    get() {
      throw new Error('the database is away');
    },
  });
}
