import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detector, noise } from '../../../test/detection-harness.ts';
import { defaultDetectionSettings } from '../../../test/detection-settings.ts';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { createDetectorCatalog } from '../../detection/detector-catalog.ts';
import { createScoringStatus } from '../../detection/scoring-status.ts';
import { listAnomalies } from '../../storage/repositories/anomalies.ts';
import { readAnomalySeries } from '../anomalies/read-anomaly-series.ts';
import { predictBreaches } from './predict-breaches.ts';
import { breachWords } from './prediction-row.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const metrics = fakeMetrics();
const goal = { threshold: 100, withinSeconds: 4 * 86_400 };
const usage = {
  ...detector('usage', 'saturation', { trainingWindowSeconds: 7 * 86_400, direction: 'up', forecast: goal }),
  title: 'Disk used',
  unit: 'percent',
  stepSeconds: 300,
};
let service: TestService;
let fullMs: number;

beforeAll(async () => {
  service = await startTestService();
}, 120_000);
afterAll(() => service.close());

beforeEach(async () => {
  await emptyDatabase(service.context);
  metrics.isDown = false;
  fullMs = service.clock.now().getTime() + 2 * dayMs;
  given((atMs) => 100 - (5 * (fullMs - atMs)) / dayMs + 0.3 * noise(atMs));
});

function given(valueAt: (atMs: number) => number) {
  metrics.queries.set('usage', [{ labels: { service: 'db' }, valueAt }]);
}

async function predict(definition = usage) {
  const catalog = createDetectorCatalog(metrics, { ...defaultDetectionSettings, custom: [definition] });
  await predictBreaches({
    ...service.context,
    catalog,
    telemetry: { metrics, logs: null, traces: null, grafana: null },
  });
  return (await listAnomalies(service.context.database, {}, { limit: 10 })).items;
}

it('opens an anomaly that says when the threshold will be reached, give or take', async () => {
  const [found, ...others] = await predict();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ service: 'db', status: 'open', severity: 'high', agreed: false, incidentId: null });
  expect(found?.detectorTitle).toBe('Disk used, predicted');
  expect(found?.explanation.model).toBe('forecast');
  expect(found?.explanation.summary).toMatch(
    /^Disk used of db is predicted to reach 100 % on \w+ \d+ \w+, \d\d:\d\d UTC ± \d+ (min|h); it is [\d.]+ % now\.$/
  );
  const hoursLeft = found!.explanation.features[0]!.value;
  expect(Math.abs(hoursLeft - 48)).toBeLessThan(6);
});

it('has a report with the series that it is about', async () => {
  const [found] = await predict();
  const scored = { seriesKey: 'usage{service="db"}', service: 'db', labels: { service: 'db' }, hasModel: true };
  const columns = { timestampsMs: [1], values: [90], expected: [null], lower: [null], upper: [null], scores: [null] };
  const catalog = createDetectorCatalog(metrics, { ...defaultDetectionSettings, custom: [usage] });
  const context = {
    ...service.context,
    catalog,
    telemetry: { metrics, logs: null, traces: null, grafana: null },
    scoring: createScoringStatus(() => service.clock.now()),
    scoreRange: () => Promise.resolve({ stepSeconds: 300, series: [{ ...scored, ...columns }] }),
  };
  const range = { from: service.clock.now(), to: service.clock.now(), maxDataPoints: 10 };
  expect(await readAnomalySeries(context, found!.id, range)).toMatchObject({ values: [90] });
});

it('keeps it up to date while it comes nearer, and one of each series', async () => {
  const [first] = await predict();
  service.clock.advanceSeconds(86_400);
  const [second, ...others] = await predict();
  expect(others).toEqual([]);
  expect(second?.id).toBe(first?.id);
  expect(second!.lastScore).toBeGreaterThan(first!.lastScore);
  service.clock.advanceSeconds(-86_400);
});

it('says that it has been reached, which is critical', async () => {
  given(() => 101);
  expect(await predict()).toMatchObject([
    { severity: 'critical', explanation: { summary: expect.stringContaining('has reached 100 %') } },
  ]);
});

it('ends it when the series is not going there any more, or is not forecast any more', async () => {
  await predict();
  given((atMs) => 60 + noise(atMs));
  expect(await predict()).toMatchObject([{ status: 'closed' }]);
  given((atMs) => 100 - (5 * (fullMs - atMs)) / dayMs);
  await predict();
  const closed = await predict({ ...usage, options: { ...usage.options, forecast: null } });
  expect(closed.map(({ status }) => status)).toEqual(['closed', 'closed']);
});

it('leaves alone what it cannot read', async () => {
  await predict();
  metrics.isDown = true;
  expect(await predict()).toMatchObject([{ status: 'open' }]);
});

it('does not tell what lies beyond its time', async () => {
  fullMs += 20 * dayMs;
  given((atMs) => 100 - (5 * (fullMs - atMs)) / dayMs);
  expect(await predict()).toEqual([]);
});

describe('the words of a prediction', () => {
  const atMs = Date.parse('2026-03-05T14:00:00.000Z');
  const breach = { threshold: 100, withinMs: dayMs, atMs, earliestMs: atMs - 6 * hourMs, latestMs: atMs + 6 * hourMs };

  it('name the day, the hour and the interval', () => {
    expect(breachWords({ ...breach, isReached: false }, 'percent')).toBe(
      'is predicted to reach 100 % on Thursday 5 Mar, 14:00 UTC ± 6 h'
    );
  });

  it('name the earliest time when the latest is not known', () => {
    expect(breachWords({ ...breach, latestMs: null, isReached: false }, 'percent')).toContain(
      'at the earliest Thursday 5 Mar, 08:00 UTC'
    );
  });
});
