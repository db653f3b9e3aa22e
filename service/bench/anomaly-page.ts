import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { createDetectorCatalog } from '../src/detection/detector-catalog.ts';
import { anomalyOverviewRoutes } from '../src/routes/anomalies/overview.ts';
import { correlationRoutes } from '../src/routes/correlation/index.ts';
import { toJson } from '../src/storage/json.ts';
import { insertAnomaly } from '../src/storage/repositories/anomalies.ts';
import { addAnomalyRates } from '../src/storage/repositories/anomaly-rates.ts';
import { saveSeriesStates } from '../src/storage/repositories/series-state.ts';
import { createTelemetry } from '../src/telemetry/create-telemetry.ts';
import { newAnomaly } from '../test/anomalies.ts';
import { detector } from '../test/detection-harness.ts';
import { defaultDetectionSettings } from '../test/detection-settings.ts';
import { startTestService } from '../test/service-harness.ts';
import type { TestService } from '../test/service-harness.ts';
import { authorization } from '../test/sign-identity.ts';

/**
 * What the Anomalies page waits for at 10,000 series: `node bench/anomaly-page.ts` in service/. Everything is real but the
 * metrics source, which answers in Prometheus' format over HTTP from a thread of its own.
 */
const serviceCount = 200;
const seriesPerService = 50;
const instancesPerService = 5;
const openCount = 300;
const bucketsPerDay = 288;
const detectorCount = 10;
const repetitions = 20;

interface Reply {
  statusCode: number;
  body: string;
}

const source = new Worker(new URL('fake-prometheus.ts', import.meta.url), {
  workerData: { serviceCount, seriesPerQuery: (serviceCount * seriesPerService) / detectorCount },
});
const url = await new Promise<string>((resolve) => source.once('message', resolve));
const detectors = Array.from({ length: detectorCount }, (_, index) => detector(`detector-${index}`, 'latency'));
const service = await startTestService({
  routesOf: (context) => async (app) => {
    const telemetry = createTelemetry({ prometheus: { url } });
    const catalog = createDetectorCatalog(telemetry.metrics, { ...defaultDetectionSettings, custom: detectors });
    await app.register(anomalyOverviewRoutes(context));
    await app.register(correlationRoutes({ ...context, telemetry, catalog }));
  },
});
await seed(service);
const now = service.clock.now();
const headers = { authorization: await authorization(now, { role: 'Viewer' }) };
const dayAgo = new Date(now.getTime() - 86_400_000).toISOString();
const range = `from=${dayAgo}&to=${now.toISOString()}`;
const hourAgo = new Date(now.getTime() - 3_600_000).toISOString();

const rows = [
  await time('open anomalies, first page', () => get('/api/v1/anomalies/open?limit=25')),
  await time('open anomalies, searched', () => get('/api/v1/anomalies/open?limit=25&q=service-12')),
  await time('anomaly rate of a day, 20 services', () => get(`/api/v1/anomalies/rate?${range}&buckets=144`)),
  await time('anomaly rate of a day, instances', () => get(`/api/v1/anomalies/rate?${range}&buckets=144&by=instance`)),
  await time('what changed in an hour, everything', () => correlate({}), 3),
  await time('what changed in an hour, one service', () => correlate({ service: 'service-12' }), 3),
];
for (const { name, medianMs, worstMs, kibibytes } of rows) {
  console.log(`${name}: median ${medianMs} ms, worst ${worstMs} ms, ${kibibytes} KiB`);
}
await service.close();
await source.terminate();

function get(path: string): Promise<Reply> {
  return service.app.inject({ method: 'GET', url: path, headers });
}

function correlate(scope: object): Promise<Reply> {
  const payload = { from: hourAgo, to: now.toISOString(), ...scope };
  return service.app.inject({ method: 'POST', url: '/api/v1/correlate', payload, headers });
}

async function time(name: string, ask: () => Promise<Reply>, times = repetitions) {
  const durationsMs: number[] = [];
  let bytes = 0;
  for (let repetition = 0; repetition < times; repetition += 1) {
    const startedMs = performance.now();
    const { statusCode, body } = await ask();
    durationsMs.push(performance.now() - startedMs);
    if (statusCode !== 200) {
      throw new Error(`${name}: ${statusCode} ${body}`);
    }
    bytes = body.length;
  }
  durationsMs.sort((first, second) => first - second);
  const at = (share: number): number => Math.round(durationsMs[Math.floor(share * (times - 1))] ?? 0);
  return { name, medianMs: at(0.5), worstMs: at(1), kibibytes: Math.round(bytes / 1024) };
}

async function seed({ context, clock }: TestService): Promise<void> {
  const { database } = context;
  const names = Array.from({ length: serviceCount }, (_, index) => `service-${index}`);
  const states = names.flatMap((name) =>
    Array.from({ length: seriesPerService }, (_, index) => ({
      seriesKey: `detector-${index % detectorCount}{service="${name}",pod="${index}"}`,
      detectorId: `detector-${index % detectorCount}`,
      service: name,
      labels: toJson({ service: name, pod: String(index) }),
      lastTimestamp: clock.now(),
      lastScore: 0.2,
      lastValue: 1,
    }))
  );
  await saveSeriesStates(database, states);
  for (let index = 0; index < openCount; index += 1) {
    const changes = {
      service: `service-${index % serviceCount}`,
      seriesKey: `open-${index}`,
      lastScore: 1 + (index % 40),
    };
    await insertAnomaly(database, newAnomaly(changes));
  }
  const lastMs = Math.floor(clock.now().getTime() / 300_000) * 300_000;
  for (let bucket = 0; bucket < bucketsPerDay; bucket += 1) {
    const bucketAt = new Date(lastMs - bucket * 300_000);
    const instances = ['', ...Array.from({ length: instancesPerService }, (_, index) => `pod-${index}`)];
    await addAnomalyRates(
      database,
      names.flatMap((name, index) =>
        instances.map((instance) => ({
          ...{ service: name, instance, bucketAt, scoredSeconds: 300 * seriesPerService },
          anomalousSeconds: (index + bucket) % 37 === 0 ? 900 : 0,
          peakScore: (index + bucket) % 37 === 0 ? 3 : 0.4,
        }))
      )
    );
  }
}
