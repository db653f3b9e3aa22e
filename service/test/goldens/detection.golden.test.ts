import {
  anomalyPage,
  anomalyReport,
  detectorList,
  insights,
  investigationDetail,
  investigationPage,
  queryRequest,
  queryResponse,
  scoredSeries,
  serviceList,
  variableValues,
} from '@vigil/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { OpenedDatabase } from '../../src/storage/database.ts';
import { listAnomalies } from '../../src/storage/repositories/anomalies.ts';
import { findInvestigation, listInvestigations } from '../../src/storage/repositories/investigations.ts';
import { getAnomaly } from '../../src/verbs/anomalies/get-anomaly.ts';
import { readAnomalySeries } from '../../src/verbs/anomalies/read-anomaly-series.ts';
import { listDetectors } from '../../src/verbs/detectors/list-detectors.ts';
import { getInsights } from '../../src/verbs/insights/get-insights.ts';
import { runQueries } from '../../src/verbs/query/run-queries.ts';
import { listServices } from '../../src/verbs/services/list-services.ts';
import { listVariables } from '../../src/verbs/variables/list-variables.ts';
import { expectGolden } from '../golden.ts';
import { detectionOf } from './detection-context.ts';
import {
  investigationId,
  latencyAnomalyId,
  partialInvestigationId,
  seedAnomalies,
  seedIncident,
  seedInvestigations,
  seedSeries,
} from './seed.ts';

const up = { payments: [1, 1], orders: [1], gateway: [1], catalog: [0, 0] };
let opened: OpenedDatabase;
let quiet: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
  quiet = await openDatabase({ kind: 'memory' });
  await seedAnomalies(opened.database);
  await seedIncident(opened.database);
  await seedSeries(opened.database);
  await seedInvestigations(opened.database);
  await seedSeries(quiet.database);
}, 60_000);

afterAll(async () => {
  await opened.close();
  await quiet.close();
});

const busy = () => detectionOf(opened.database, up).context;

it('lists anomalies', async () => {
  const page = await listAnomalies(opened.database, {}, { limit: 50 });
  expectGolden('anomaly-page.two', anomalyPage, page);
  expectGolden('anomaly-page.empty', anomalyPage, await listAnomalies(quiet.database, {}, { limit: 50 }));
});

it('reports on one anomaly', async () => {
  expectGolden('anomaly-report.open', anomalyReport, await getAnomaly(busy(), latencyAnomalyId));
});

it('shows a series with its band and scores', async () => {
  const range = { from: new Date('2026-03-02T09:57:00.000Z'), to: new Date('2026-03-02T10:00:00.000Z') };
  const answer = await readAnomalySeries(busy(), latencyAnomalyId, { ...range, maxDataPoints: 1000 });
  expectGolden('scored-series.latency', scoredSeries, answer);
});

it('lists detectors with their series and model cards', async () => {
  const { items } = await listDetectors(busy());
  expectGolden('detector-list.one', detectorList, { items: items.filter(({ id }) => id === 'spring-latency') });
});

it('lists services, the least healthy first', async () => {
  const answer = await listServices(busy());
  expect(answer.items.map(({ name, health }) => [name, health])).toEqual([
    ['catalog', 'down'],
    ['payments', 'degraded'],
    ['gateway', 'healthy'],
    ['orders', 'healthy'],
    ['reports', 'unknown'],
  ]);
  expectGolden('service-list.mixed', serviceList, answer);
});

it('sums up a fleet in trouble and a quiet one', async () => {
  const inTrouble = await getInsights(busy());
  expect(inTrouble.insights[0]?.title).toBe('Incident 42: payments: slow, affecting orders');
  expectGolden('insights.busy', insights, inTrouble);
  const calm = await getInsights(detectionOf(quiet.database, { orders: [1], gateway: [1, 1], payments: [1] }).context);
  expect(calm.insights.map(({ title }) => title)).toEqual([
    'All 3 watched services are healthy',
    '1 of 4 series cannot be judged yet',
  ]);
  expectGolden('insights.quiet', insights, calm);
});

it('never sums up as healthy what cannot be read', async () => {
  const { context, scoring } = detectionOf(quiet.database, { orders: [1] });
  scoring.failed('http://prometheus:9090/api/v1/query_range cannot be reached (ECONNREFUSED).');
  const blind = await getInsights(context);
  expect(blind.fleetHealthScore).toBeNull();
  expect(blind.fleet).toMatchObject({ healthy: 0, unknown: 4 });
  expect(blind.insights[0]).toMatchObject({ title: 'Scoring stands still', severity: 'critical' });
  expectGolden('insights.blind', insights, blind);
});

it('lists and shows investigations', async () => {
  const page = await listInvestigations(opened.database, {}, { limit: 50 });
  expectGolden('investigation-page.two', investigationPage, page);
  const shown = [
    await findInvestigation(opened.database, investigationId),
    await findInvestigation(opened.database, partialInvestigationId),
  ];
  expectGolden('investigation-detail.done', investigationDetail, shown[0]);
  expectGolden('investigation-detail.partial', investigationDetail, shown[1]);
});

it('answers every type of query, each by itself', async () => {
  const request = (queries: object[]) =>
    queryRequest.parse({ from: '2026-03-02T09:57:00.000Z', to: '2026-03-02T10:00:00.000Z', queries });
  const all = ['score', 'band', 'anomalies', 'incidents', 'health'].map((queryType, index) => ({
    refId: String.fromCharCode(65 + index),
    queryType,
  }));
  const everything = await runQueries(busy(), request(all));
  expect(everything.results.map(({ error }) => error)).toEqual([null, null, null, null, null]);
  expectGolden('query-response.all-types', queryResponse, everything);
  const partial = await runQueries(
    busy(),
    request([
      { refId: 'A', queryType: 'health', service: 'payments' },
      { refId: 'B', queryType: 'score', detectorId: 'unknown-detector' },
    ])
  );
  expect(partial.results[0]?.error).toBeNull();
  expect(partial.results[1]?.error?.status).toBe(404);
  expectGolden('query-response.partial-error', queryResponse, partial);
});

it('lists what a variable can be', async () => {
  expectGolden('variable-values.services', variableValues, await listVariables(busy(), 'services'));
});
