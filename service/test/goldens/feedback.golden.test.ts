import { anomalyReport, muteList, seriesCard, trainingRun, trainingRunList } from '@vigil/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAuditEntry } from '../../src/storage/repositories/detector-audit.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { OpenedDatabase } from '../../src/storage/database.ts';
import { insertAnomaly } from '../../src/storage/repositories/anomalies.ts';
import { insertMute } from '../../src/storage/repositories/mutes.ts';
import { insertTrainingRun, updateTrainingRun } from '../../src/storage/repositories/training-runs.ts';
import { addVerdict } from '../../src/storage/repositories/verdicts.ts';
import { getAnomaly } from '../../src/verbs/anomalies/get-anomaly.ts';
import { getSeriesCard } from '../../src/verbs/detectors/get-series-card.ts';
import { applyMutes } from '../../src/verbs/mutes/apply-mutes.ts';
import { listMutes } from '../../src/verbs/mutes/list-mutes.ts';
import { getTraining } from '../../src/verbs/trainings/get-training.ts';
import { listTrainings } from '../../src/verbs/trainings/list-trainings.ts';
import { newAnomaly } from '../anomalies.ts';
import { expectGolden } from '../golden.ts';
import { detectionOf } from './detection-context.ts';
import { latencyAnomalyId, now, seedAnomalies, seedSeries } from './seed.ts';

const seriesKey = 'spring-latency{service="payments"}';
const earlierId = '5f0c1d2e-3a4b-4c5d-8e6f-7a8b9c0d1e2f';
const doneTrainingId = '3c2b1a09-8f7e-4d6c-9b5a-4f3e2d1c0b9a';
const runningTrainingId = '6d5e4f3a-2b1c-4a0d-8e9f-1a2b3c4d5e6f';
let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
  await seedAnomalies(opened.database);
  await seedSeries(opened.database);
  await insertEarlierAnomaly();
  await giveVerdicts();
  await muteSeries();
  await recordTrainings();
}, 60_000);

afterAll(() => opened.close());

const context = () => detectionOf(opened.database, { payments: [1] }).context;

it('reports on an anomaly that was judged, that is muted, and that has been seen before', async () => {
  const report = await getAnomaly(context(), latencyAnomalyId);
  expect(report.similar[0]).toMatchObject({ id: earlierId, verdict: 'real' });
  expectGolden('anomaly-report.judged', anomalyReport, report);
});

it('shows the card of a series', async () => {
  expectGolden('series-card.healthy', seriesCard, await getSeriesCard(context(), 'spring-latency', seriesKey));
});

it('shows the card of a series that has no model yet', async () => {
  const key = 'http-errors{service="reports"}';
  expectGolden('series-card.untrained', seriesCard, await getSeriesCard(context(), 'http-errors', key));
});

it('lists mutes', async () => {
  expectGolden('mute-list.one', muteList, await listMutes(context(), { inForce: true, limit: 10 }));
});

it('tells how far trainings have come', async () => {
  expectGolden('training-run-list.two', trainingRunList, await listTrainings(context(), { limit: 10 }));
  expectGolden('training-run.running', trainingRun, await getTraining(context(), runningTrainingId));
});

async function insertEarlierAnomaly(): Promise<void> {
  await insertAnomaly(
    opened.database,
    newAnomaly({
      id: earlierId,
      detectorId: 'spring-latency',
      detectorTitle: 'Spring HTTP latency p99',
      seriesKey,
      status: 'closed',
      severity: 'critical',
      onsetAt: new Date('2026-02-26T10:12:00.000Z'),
      detectedAt: new Date('2026-02-26T10:12:15.000Z'),
      endedAt: new Date('2026-02-26T10:51:00.000Z'),
      peakScore: 7.1,
    })
  );
}

async function giveVerdicts(): Promise<void> {
  const verdict = (anomalyId: string, kind: 'real' | 'noise', note: string, at: string) =>
    addVerdict(opened.database, { anomalyId, verdict: kind, note, actor: 'editor', at: new Date(at) });
  await verdict(earlierId, 'real', 'The payment provider was slow.', '2026-02-26T11:00:00.000Z');
  await verdict(latencyAnomalyId, 'noise', '', '2026-03-02T10:01:00.000Z');
  await verdict(latencyAnomalyId, 'real', 'Customers wait.', '2026-03-02T10:02:00.000Z');
  await addAuditEntry(opened.database, {
    at: new Date('2026-02-20T09:00:00.000Z'),
    actor: 'editor',
    detectorId: 'spring-latency',
    from: 'ticket',
    to: 'page',
    evidence: '5 of 10 were real: 50 %, 95 % interval 24 % to 76 %; the bound is 50 %',
  });
}

async function muteSeries(): Promise<void> {
  await insertMute(opened.database, {
    id: '8e7d6c5b-4a39-4281-9f0e-d1c2b3a49586',
    detectorId: 'spring-latency',
    service: 'payments',
    seriesKey,
    reason: 'The provider is being moved.',
    createdBy: 'editor',
    createdAt: new Date('2026-03-02T10:03:00.000Z'),
    until: new Date('2026-03-02T12:00:00.000Z'),
    endedBy: null,
    endedAt: null,
  });
  await applyMutes(opened.database, now);
}

async function recordTrainings(): Promise<void> {
  await insertTrainingRun(opened.database, {
    id: doneTrainingId,
    detectorId: 'spring-latency',
    trigger: 'schedule',
    requestedBy: 'vigil',
    requestedAt: new Date('2026-03-02T03:00:00.000Z'),
  });
  await updateTrainingRun(opened.database, doneTrainingId, {
    status: 'done',
    startedAt: new Date('2026-03-02T03:00:01.000Z'),
    finishedAt: new Date('2026-03-02T03:00:04.000Z'),
    detectorsTotal: 1,
    detectorsDone: 1,
    seriesTrained: 1,
  });
  await insertTrainingRun(opened.database, {
    id: runningTrainingId,
    detectorId: null,
    trigger: 'request',
    requestedBy: 'editor',
    requestedAt: new Date('2026-03-02T10:04:00.000Z'),
  });
  await updateTrainingRun(opened.database, runningTrainingId, {
    status: 'running',
    startedAt: new Date('2026-03-02T10:04:01.000Z'),
    detectorsTotal: 3,
    detectorsDone: 1,
    seriesTrained: 1,
  });
}
