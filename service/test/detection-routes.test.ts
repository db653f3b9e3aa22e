import type { Role } from '@vigil/contract';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDetectorCatalog } from '../src/detection/detector-catalog.ts';
import { defaultDetectionSettings } from './detection-settings.ts';
import { createModelCache } from '../src/detection/model-cache.ts';
import { createRangeScorer } from '../src/detection/score-cache.ts';
import { createScoringStatus } from '../src/detection/scoring-status.ts';
import { verdictRoutes } from '../src/routes/anomalies/give-verdict.ts';
import { anomalyRoutes } from '../src/routes/anomalies/index.ts';
import { detectorRoutes } from '../src/routes/detectors/index.ts';
import { detectorSeriesRoutes } from '../src/routes/detectors/series.ts';
import { insightRoutes } from '../src/routes/insights/index.ts';
import { investigationRoutes } from '../src/routes/investigations/index.ts';
import { muteRoutes } from '../src/routes/mutes/index.ts';
import { queryRoutes } from '../src/routes/query/index.ts';
import { serviceRoutes } from '../src/routes/services/index.ts';
import { trainingRoutes } from '../src/routes/trainings/index.ts';
import { addAnomalyRates } from '../src/storage/repositories/anomaly-rates.ts';
import { insertAnomaly } from '../src/storage/repositories/anomalies.ts';
import { newAnomaly } from './anomalies.ts';
import { detector, noise } from './detection-harness.ts';
import { fakeMetrics } from './fake-metrics.ts';
import type { FakeMetrics } from './fake-metrics.ts';
import { emptyDatabase, startTestService } from './service-harness.ts';
import type { TestService } from './service-harness.ts';
import { authorization } from './sign-identity.ts';

let service: TestService;
let metrics: FakeMetrics;

beforeAll(async () => {
  metrics = fakeMetrics();
  metrics.queries.set('latency', [{ labels: { service: 'payments' }, valueAt: (atMs) => 0.2 + 0.02 * noise(atMs) }]);
  const catalog = createDetectorCatalog(metrics, {
    ...defaultDetectionSettings,
    custom: [detector('latency', 'latency')],
  });
  service = await startTestService({
    routesOf: (context) => async (app) => {
      const whole = {
        ...context,
        telemetry: { metrics, logs: null, traces: null, grafana: null },
        catalog,
        scoring: createScoringStatus(() => context.clock.now()),
        scoreRange: createRangeScorer(createModelCache(context.database, context.logger), metrics, () =>
          context.clock.now().getTime()
        ),
      };
      for (const routes of [anomalyRoutes, insightRoutes, queryRoutes, serviceRoutes]) {
        await app.register(routes(whole));
      }
      await app.register(detectorRoutes(whole));
      await app.register(investigationRoutes(whole));
      await app.register(verdictRoutes(whole));
      await app.register(detectorSeriesRoutes(whole));
      await app.register(muteRoutes(whole));
      await app.register(trainingRoutes(whole));
    },
  });
}, 60_000);
afterAll(() => service.close());
beforeEach(async () => {
  metrics.isDown = false;
  service.queue.sent.length = 0;
  await emptyDatabase(service.context);
});

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, role: Role = 'Viewer') {
  const headers = { authorization: await authorization(service.clock.now(), { role }) };
  const response = await service.app.inject({ method, url, payload, headers });
  return { status: response.statusCode, body: bodyOf(response) };
}

function bodyOf({ headers, body }: LightMyRequestResponse) {
  return headers['content-type']?.toString().startsWith('text/csv') ? body : JSON.parse(body);
}

const from = '2026-03-02T09:55:00.000Z';
const to = '2026-03-02T10:00:00.000Z';

describe('anomalies', () => {
  it('come in pages, filtered and sorted', async () => {
    for (const [id, peakScore, of] of [
      ['a', 1.5, 'payments'],
      ['b', 9, 'orders'],
      ['c', 3, 'payments'],
    ] as const) {
      await insertAnomaly(service.context.database, newAnomaly({ id, peakScore, service: of, seriesKey: id }));
    }
    const first = await ask('GET', '/api/v1/anomalies?sort=peakScore&limit=2');
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(['b', 'c']);
    const next = await ask('GET', `/api/v1/anomalies?sort=peakScore&limit=2&cursor=${first.body.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ id: 'a' }], total: 3, nextCursor: null });
    const filtered = await ask('GET', '/api/v1/anomalies?service=orders&status=open');
    expect(filtered.body.items).toHaveLength(1);
  });

  it.each(['?limit=0', '?status=broken', '?from=yesterday', '?sort=name', '?cursor=nonsense'])(
    'are refused with the field for %s',
    async (query) => {
      const { status, body } = await ask('GET', `/api/v1/anomalies${query}`);
      expect(status).toBe(400);
      expect(body.field).toBe(/\?(\w+)=/.exec(query)?.[1]);
    }
  );

  it('say 404 for an unknown one, and 502 with the reason while the metrics source is down', async () => {
    expect((await ask('GET', '/api/v1/anomalies/unknown')).status).toBe(404);
    expect((await ask('GET', '/api/v1/anomalies/unknown/series')).status).toBe(404);
    await insertAnomaly(service.context.database, newAnomaly({ id: 'a', detectorId: 'latency', query: 'latency' }));
    metrics.isDown = true;
    const { status, body } = await ask('GET', '/api/v1/anomalies/a/series');
    expect(status).toBe(502);
    expect(body).toMatchObject({ code: 'telemetry-unavailable', detail: expect.stringContaining('cannot be reached') });
    const report = await ask('GET', '/api/v1/anomalies/a');
    expect(report).toMatchObject({ status: 200, body: { snapshot: [], query: 'latency' } });
  });
});

describe('queries', () => {
  it('answer each for itself', async () => {
    const { body } = await ask('POST', '/api/v1/query', {
      from,
      to,
      queries: [
        { refId: 'A', queryType: 'band', detectorId: 'latency' },
        { refId: 'B', queryType: 'score', detectorId: 'nope' },
        { refId: 'C', queryType: 'anomalies' },
      ],
    });
    expect(body.results.map(({ error }: { error: { code: string } | null }) => error?.code ?? null)).toEqual([
      null,
      'not-found',
      null,
    ]);
    expect(body.results[0].series[0]).toMatchObject({ name: 'value', labels: { service: 'payments' } });
    expect(body.results[0].notice).toContain('no model yet');
  });

  it('tell the anomaly rate of the fleet, or of each chosen service', async () => {
    const rate = (of: string, anomalousSeconds: number) => ({
      ...{ service: of, instance: '', bucketAt: new Date('2026-03-02T09:55:00.000Z') },
      ...{ scoredSeconds: 300, anomalousSeconds, peakScore: 2 },
    });
    await addAnomalyRates(service.context.database, [rate('payments', 150), rate('orders', 0), rate('catalog', 0)]);
    const { body } = await ask('POST', '/api/v1/query', {
      from,
      to,
      queries: [
        { refId: 'A', queryType: 'anomaly-rate' },
        { refId: 'B', queryType: 'anomaly-rate', service: 'payments' },
        { refId: 'C', queryType: 'anomaly-rate', service: '["orders","payments"]' },
      ],
    });
    expect(body.results.map(({ series }: { series: object[] }) => series)).toEqual([
      [
        expect.objectContaining({
          name: 'anomaly-rate',
          labels: {},
          unit: 'ratio',
          values: [expect.closeTo(1 / 6, 3)],
        }),
      ],
      [expect.objectContaining({ labels: { service: 'payments' }, values: [0.5] })],
      [
        expect.objectContaining({ labels: { service: 'payments' } }),
        expect.objectContaining({ labels: { service: 'orders' }, values: [0] }),
      ],
    ]);
  });

  it('take several services and detectors together', async () => {
    for (const [index, of] of ['payments', 'orders', 'catalog'].entries()) {
      await insertAnomaly(service.context.database, newAnomaly({ service: of, seriesKey: String(index) }));
    }
    const several = { service: '["payments","orders"]' };
    const { body } = await ask('POST', '/api/v1/query', {
      from,
      to: '2026-03-02T10:30:00.000Z',
      queries: [
        { refId: 'A', queryType: 'anomalies', ...several },
        { refId: 'B', queryType: 'score', ...several, detectorId: '["latency"]' },
        { refId: 'C', queryType: 'score', detectorId: '["latency","nope"]' },
        { refId: 'D', queryType: 'incidents', ...several },
        { refId: 'E', queryType: 'health', ...several },
      ],
    });
    const [anomalies, scores, unknown, incidents, health] = body.results;
    expect(anomalies.table.rows).toHaveLength(2);
    expect(scores.error).toBeNull();
    expect(unknown.error.detail).toContain('no detector nope');
    expect(incidents.table.rows).toEqual([]);
    expect(health.series.map(({ labels }: { labels: { service: string } }) => labels.service)).toEqual([
      'orders',
      'payments',
    ]);
  });

  it('carry the outage of the metrics source, and still list incidents', async () => {
    metrics.isDown = true;
    const { body } = await ask('POST', '/api/v1/query', {
      from: '2026-03-02T08:55:00.000Z',
      to: '2026-03-02T09:00:00.000Z',
      queries: [
        { refId: 'A', queryType: 'score' },
        { refId: 'B', queryType: 'incidents' },
      ],
    });
    expect(body.results[0].error).toMatchObject({ code: 'telemetry-unavailable' });
    expect(body.results[1].error).toBeNull();
  });

  it.each([
    [{ from: to, to: from, queries: [{ refId: 'A', queryType: 'score' }] }, 'to'],
    [{ from, to, queries: [] }, 'queries'],
    [{ from, to, queries: [{ refId: 'A', queryType: 'magic' }] }, 'queries[0].queryType'],
  ])('are refused with the field that is wrong', async (payload, field) => {
    expect(await ask('POST', '/api/v1/query', payload)).toMatchObject({ status: 400, body: { field } });
  });
});

describe('verdicts', () => {
  it('are given by editors, and read by everybody', async () => {
    await insertAnomaly(service.context.database, newAnomaly({ id: 'a', detectorId: 'latency', query: 'latency' }));
    const verdict = { verdict: 'real', note: 'the database' };
    expect((await ask('POST', '/api/v1/anomalies/a/verdict', verdict, 'Viewer')).status).toBe(403);
    const given = await ask('POST', '/api/v1/anomalies/a/verdict', verdict, 'Editor');
    expect(given).toMatchObject({ status: 200, body: { items: [{ ...verdict, actor: 'editor' }] } });
    const report = await ask('GET', '/api/v1/anomalies/a');
    expect(report.body).toMatchObject({
      anomaly: { verdict: 'real' },
      verdicts: given.body.items,
      standing: { priority: 'page', precision: { real: 1, precision: 1 } },
      similar: [],
    });
  });

  it.each([
    [{ verdict: 'maybe' }, 'verdict'],
    [{ verdict: 'real', note: 'x'.repeat(1001) }, 'note'],
  ])('are refused with the field that is wrong', async (payload, field) => {
    expect(await ask('POST', '/api/v1/anomalies/a/verdict', payload, 'Editor')).toMatchObject({
      status: 400,
      body: { field },
    });
  });
});

describe('mutes', () => {
  const until = '2026-03-02T12:00:00.000Z';

  it('are set and lifted by editors, and read by everybody', async () => {
    await service.context.database
      .insertInto('seriesState')
      .values({
        seriesKey: 'latency{service="payments"}',
        detectorId: 'latency',
        service: 'payments',
        labels: '{}',
      })
      .execute();
    const mute = { scope: 'service', detectorId: 'latency', service: 'payments', reason: 'load test', until };
    expect((await ask('POST', '/api/v1/mutes', mute, 'Viewer')).status).toBe(403);
    const made = await ask('POST', '/api/v1/mutes', mute, 'Editor');
    expect(made).toMatchObject({ status: 201, body: { createdBy: 'editor', reason: 'load test', inForce: true } });
    expect((await ask('GET', '/api/v1/mutes?inForce=true')).body.items).toEqual([made.body]);
    expect((await ask('DELETE', `/api/v1/mutes/${made.body.id}`, undefined, 'Viewer')).status).toBe(403);
    const lifted = await ask('DELETE', `/api/v1/mutes/${made.body.id}`, undefined, 'Editor');
    expect(lifted).toMatchObject({ status: 200, body: { inForce: false, endedBy: 'editor' } });
    expect((await ask('DELETE', `/api/v1/mutes/${made.body.id}`, undefined, 'Editor')).status).toBe(409);
    expect((await ask('GET', '/api/v1/mutes?inForce=true')).body.items).toEqual([]);
    await service.context.database.deleteFrom('seriesState').execute();
  });

  it.each([
    [{ scope: 'series', seriesKey: 'a', reason: 'x', until }, 'reason'],
    [{ scope: 'series', seriesKey: 'a', reason: 'load test', until: 'tomorrow' }, 'until'],
    [{ scope: 'series', seriesKey: 'a', reason: 'load test', until: '2026-01-01T00:00:00.000Z' }, 'until'],
    [{ scope: 'everything', reason: 'load test', until }, 'scope'],
  ])('are refused with the field that is wrong', async (payload, field) => {
    expect(await ask('POST', '/api/v1/mutes', payload, 'Editor')).toMatchObject({ status: 400, body: { field } });
  });
});

describe('data sets', () => {
  const key = encodeURIComponent('latency{service="payments"}');

  it('separate what was usual from what was not', async () => {
    await insertAnomaly(
      service.context.database,
      newAnomaly({ onsetAt: new Date('2026-03-02T09:57:00.000Z'), endedAt: new Date(to), status: 'closed' })
    );
    const part = async (name: string) => {
      const url = `/api/v1/detectors/latency/dataset.csv?series=${key}&part=${name}&from=${from}&to=${to}`;
      const { status, body } = await ask('GET', url);
      expect(status).toBe(200);
      return (body as string).trim().split('\r\n');
    };
    const [header, ...history] = await part('history');
    expect(header).toBe('timestamp,value,score');
    expect(history.map((line) => line.slice(0, 24)).at(-1)).toBe('2026-03-02T09:56:45.000Z');
    expect((await part('anomaly')).slice(1)).toHaveLength(13);
    await service.context.database.updateTable('anomalies').set({ verdict: 'noise' }).execute();
    expect((await part('anomaly')).slice(1)).toEqual([]);
  });

  it('name the series where all of them are asked for', async () => {
    const { body } = await ask('GET', `/api/v1/detectors/latency/dataset.csv?from=${from}&to=${to}`);
    expect(body).toContain('"latency{service=""payments""}"');
  });

  it.each([
    ['nope/dataset.csv', 404],
    [`latency/dataset.csv?from=${to}&to=${from}`, 400],
    ['latency/dataset.csv?part=all', 400],
  ])('are refused for %s', async (path, status) => {
    expect((await ask('GET', `/api/v1/detectors/${path}`)).status).toBe(status);
  });
});

describe('the model card of a series', () => {
  it('says what is known, also before anything was learned', async () => {
    const key = 'latency{service="payments"}';
    const url = `/api/v1/detectors/latency/card?series=${encodeURIComponent(key)}`;
    expect((await ask('GET', url)).status).toBe(404);
    const { database } = service.context;
    const row = { seriesKey: key, detectorId: 'latency', service: 'payments', labels: '{}' };
    await database.insertInto('seriesState').values(row).execute();
    const { status, body } = await ask('GET', url);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      detectorTitle: 'latency',
      service: 'payments',
      model: null,
      boundary: null,
      quality: { remedy: expect.stringContaining('samples') },
      standing: { priority: 'page' },
      verdicts: [],
      mutes: [],
    });
    await database.deleteFrom('seriesState').execute();
  });
});

describe('training', () => {
  it('is queued for editors', async () => {
    expect((await ask('POST', '/api/v1/retrain', {}, 'Viewer')).status).toBe(403);
    const answer = await ask('POST', '/api/v1/retrain', { detectorId: 'latency' }, 'Editor');
    expect(answer).toMatchObject({
      status: 202,
      body: { detectorId: 'latency', trigger: 'request', requestedBy: 'editor', status: 'queued' },
    });
    const { id } = answer.body;
    expect(service.queue.sent).toEqual([{ job: 'train', payload: { detectorId: 'latency', runId: id } }]);
    expect((await ask('GET', `/api/v1/trainings/${id}`)).body).toEqual(answer.body);
    expect((await ask('GET', '/api/v1/trainings?detectorId=latency')).body.items).toEqual([answer.body]);
    expect((await ask('GET', '/api/v1/trainings/nope')).status).toBe(404);
    expect((await ask('POST', '/api/v1/retrain', { detectorId: 'nope' }, 'Editor')).status).toBe(404);
  });

  it('can be asked for at the address that the first platform had', async () => {
    expect((await ask('POST', '/retrain', {}, 'Viewer')).status).toBe(403);
    expect((await service.app.inject({ method: 'POST', url: '/retrain' })).statusCode).toBe(401);
    expect((await ask('POST', '/retrain', { detector: 'latency' }, 'Editor')).body.detectorId).toBe('latency');
    expect(await ask('POST', '/retrain', undefined, 'Editor')).toMatchObject({
      status: 202,
      body: { detectorId: null },
    });
  });
});

describe('investigations', () => {
  it('are started by editors and can be read at once', async () => {
    const request = { service: 'payments', from, to };
    expect((await ask('POST', '/api/v1/investigations', request, 'Viewer')).status).toBe(403);
    const { status, body } = await ask('POST', '/api/v1/investigations', request, 'Editor');
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'queued', trigger: 'panel', requestedBy: 'editor', service: 'payments' });
    expect(service.queue.sent).toEqual([{ job: 'run-investigation', payload: { investigationId: body.id } }]);
    const detail = await ask('GET', `/api/v1/investigations/${body.id}`);
    expect(detail.body.steps.map(({ status: step }: { status: string }) => step)).toEqual(Array(6).fill('pending'));
    expect((await ask('GET', '/api/v1/investigations?service=payments')).body.total).toBe(1);
  });

  it.each([
    [{ incidentId: 'unknown' }, 404],
    [{ service: 'payments', from: to, to: from }, 400],
    [{ service: 'payments' }, 400],
  ])('are refused for %j', async (payload, status) => {
    expect((await ask('POST', '/api/v1/investigations', payload, 'Editor')).status).toBe(status);
    expect(service.queue.sent).toEqual([]);
  });
});

it('answers the home page, services and variables on an empty database', async () => {
  expect((await ask('GET', '/api/v1/insights')).body).toMatchObject({ fleetHealthScore: null, services: [] });
  expect((await ask('GET', '/api/v1/services')).body).toEqual({ items: [] });
  expect((await ask('GET', '/api/v1/services/nope')).status).toBe(404);
  expect((await ask('GET', '/api/v1/variables?kind=detectors')).body.items).toEqual([
    { text: 'latency', value: 'latency' },
  ]);
  expect((await ask('GET', '/api/v1/variables?kind=colours')).status).toBe(400);
});
