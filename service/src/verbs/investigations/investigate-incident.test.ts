import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { detector, noise, startDetection } from '../../../test/detection-harness.ts';
import type { FakeMetrics } from '../../../test/fake-metrics.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { createModelCache } from '../../detection/model-cache.ts';
import { createRangeScorer } from '../../detection/score-cache.ts';
import { createScoringStatus } from '../../detection/scoring-status.ts';
import { toJson } from '../../storage/json.ts';
import { insertAnomaly } from '../../storage/repositories/anomalies.ts';
import { findIncident, listIncidents } from '../../storage/repositories/incidents.ts';
import { findInvestigation, listInvestigations } from '../../storage/repositories/investigations.ts';
import { listTimeline } from '../../storage/repositories/timeline.ts';
import { createTelemetry } from '../../telemetry/create-telemetry.ts';
import { placeAnomalies } from '../anomalies/place-anomalies.ts';
import { investigateIncident } from './investigate-incident.ts';
import { investigateRequest } from './investigate-request.ts';
import type { InvestigationContext } from './investigation-context.ts';
import { startInvestigation } from './start-investigation.ts';

const slowFromMs = Date.parse('2026-03-02T09:59:30.000Z');
const latency = detector('latency', 'latency', { direction: 'up', minDeviation: 0.05 });
const edges = [{ caller: 'orders', callee: 'payments', calls: 0, errors: 0 }];

const { signal: untilStopped } = new AbortController();

let service: TestService;
let metrics: FakeMetrics;
let context: InvestigationContext;

beforeAll(async () => {
  service = await startTestService({ callGraph: () => edges });
  const valueAt = (atMs: number): number => (atMs >= slowFromMs ? 2 : 0.2) + 0.02 * noise(atMs);
  const usual = (atMs: number): number => 0.3 + 0.02 * noise(atMs);
  const harness = await startDetection(service.context.database, [latency], {
    latency: [
      { labels: { service: 'payments' }, valueAt },
      { labels: { service: 'orders' }, valueAt: usual },
    ],
  });
  metrics = harness.metrics;
  const nobody = createTelemetry({ loki: { url: 'http://127.0.0.1:1' } });
  context = {
    ...service.context,
    telemetry: { ...nobody, metrics },
    catalog: {
      all: () => [latency],
      find: (id) => (id === latency.id ? latency : undefined),
      fateOf: () => 'active',
      entries: () => [],
      refresh: () => Promise.resolve(),
      adopt: () => undefined,
      configure: () => undefined,
    },
    scoring: createScoringStatus(() => service.clock.now()),
    scoreRange: createRangeScorer(createModelCache(service.context.database, service.context.logger), metrics, () =>
      service.clock.now().getTime()
    ),
  };
}, 60_000);
afterAll(() => service.close());
beforeEach(async () => {
  await emptyDatabase(service.context);
  service.queue.sent.length = 0;
});

async function openIncident(): Promise<string> {
  const row = newAnomaly({
    detectorId: 'latency',
    query: 'latency',
    onsetAt: new Date(slowFromMs),
    labels: toJson({ service: 'payments' }),
    severity: 'critical',
    peakScore: 9,
  });
  await insertAnomaly(context.database, row);
  await context.database
    .transaction()
    .execute((transaction) =>
      placeAnomalies(context, transaction, { opened: [row.id], worse: [], closed: [], ended: [] })
    );
  const { items } = await listIncidents(context.database, {}, { limit: 1 });
  service.queue.sent.length = 0;
  return items[0]?.id ?? '';
}

const investigationOf = async (incidentId: string) => {
  const incident = await findIncident(context.database, incidentId);
  return { incident, investigation: await findInvestigation(context.database, incident?.investigationId ?? '') };
};

describe('an incident', () => {
  it('gets suspects, evidence and a summary, although one source is down and another is not there', async () => {
    const incidentId = await openIncident();
    await investigateIncident(context, incidentId, untilStopped);
    const { incident, investigation } = await investigationOf(incidentId);
    expect(incident).toMatchObject({ service: 'payments', suspects: [{ service: 'payments', role: 'cause' }] });
    expect(investigation).toMatchObject({ status: 'done', trigger: 'incident', error: null });
    const steps = Object.fromEntries((investigation?.steps ?? []).map((step) => [step.name, step]));
    expect(steps).toMatchObject({
      metrics: { status: 'done' },
      logs: { status: 'failed', message: expect.stringContaining('cannot be reached') },
      traces: { status: 'skipped' },
      changes: { status: 'done' },
      alerts: { status: 'done' },
      ranking: { status: 'done' },
    });
    expect(investigation?.summary).toContain('payments is the likely cause (latency');
    expect(investigation?.summary).toContain('Logs could not be read');
    const found = investigation?.evidence.filter(({ source }) => source === 'metrics') ?? [];
    expect(found.map(({ service: of, interesting }) => [of, interesting])).toEqual([
      ['payments', true],
      ['orders', false],
    ]);
    expect(investigation?.topology).toEqual(edges);
  });

  it('keeps the evidence of the other detectors when one cannot be scored, and names that one', async () => {
    const incidentId = await openIncident();
    const broken = { ...latency, id: 'broken' };
    const { scoreRange } = context;
    await investigateIncident(
      {
        ...context,
        catalog: { ...context.catalog, all: () => [broken, latency] },
        scoreRange: async (asked, ...rest) => {
          if (scoreRange === null || asked.id === 'broken') {
            throw new Error('the query is not understood');
          }
          return scoreRange(asked, ...rest);
        },
      },
      incidentId,
      untilStopped
    );
    const { investigation } = await investigationOf(incidentId);
    expect(investigation?.steps.find(({ name }) => name === 'metrics')).toMatchObject({
      status: 'done',
      message: 'Not scored: broken: the query is not understood',
    });
    expect(investigation?.suspects).toMatchObject([{ service: 'payments', role: 'cause' }]);
  });

  it('says when points were left out', async () => {
    const incidentId = await openIncident();
    const { investigation: limits } = context.config;
    await investigateIncident(
      { ...context, config: { ...context.config, investigation: { ...limits, maxMetricsPoints: 10 } } },
      incidentId,
      untilStopped
    );
    const { investigation } = await investigationOf(incidentId);
    expect(investigation?.evidence[0]?.truncated).toContain('MAX_METRICS_POINTS');
  });

  it('is looked at again while it is young, in the same investigation, and tells news only', async () => {
    const incidentId = await openIncident();
    await investigateIncident(context, incidentId, untilStopped);
    const { incident: first } = await investigationOf(incidentId);
    expect(service.queue.sent).toEqual([{ job: 'investigate-incident', payload: { incidentId } }]);
    service.clock.advanceSeconds(20);
    await investigateIncident(context, incidentId, untilStopped);
    const { incident: second, investigation } = await investigationOf(incidentId);
    expect(second?.investigationId).toBe(first?.investigationId);
    expect(investigation?.finishedAt).toBe(service.clock.now().toISOString());
    const types = (await listTimeline(context.database, incidentId)).map(({ type }) => type);
    expect(types).toEqual(['opened', 'investigation-started', 'investigation-finished']);
  });

  it('is looked at again without touching the investigation that somebody asked for', async () => {
    const incidentId = await openIncident();
    await investigateIncident(context, incidentId, untilStopped);
    const { id } = await startInvestigation(context, { incidentId }, 'somebody');
    await investigateRequest(context, id, untilStopped);
    const asked = await findInvestigation(context.database, id);
    service.clock.advanceSeconds(20);
    await investigateIncident(context, incidentId, untilStopped);
    expect(await findInvestigation(context.database, id)).toEqual(asked);
  });

  it('has one investigation of its own, although two replicas begin it at once', async () => {
    const incidentId = await openIncident();
    await Promise.all([1, 2].map(() => investigateIncident(context, incidentId, untilStopped)));
    const { total } = await listInvestigations(context.database, { incidentId }, { limit: 10 });
    expect(total).toBe(1);
    const types = (await listTimeline(context.database, incidentId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'investigation-started')).toHaveLength(1);
  });

  it('is left to whoever begins it next when its run is given up', async () => {
    const incidentId = await openIncident();
    const stopping = new AbortController();
    const { queryRange } = metrics;
    metrics.queryRange = (...query) => {
      stopping.abort(new Error('stopping'));
      return queryRange(...query);
    };
    await expect(investigateIncident(context, incidentId, stopping.signal)).rejects.toThrow('stopping');
    metrics.queryRange = queryRange;
    expect((await investigationOf(incidentId)).investigation).toMatchObject({ status: 'running', error: null });
    await investigateIncident(context, incidentId, untilStopped);
    expect((await investigationOf(incidentId)).investigation).toMatchObject({ status: 'done', error: null });
  });

  it('is left alone when it grows old or is resolved', async () => {
    const incidentId = await openIncident();
    await investigateIncident(context, incidentId, untilStopped);
    service.queue.sent.length = 0;
    service.clock.advanceSeconds(600);
    await investigateIncident(context, incidentId, untilStopped);
    expect(service.queue.sent).toEqual([]);
    await investigateIncident(context, 'unknown', untilStopped);
  });
});
