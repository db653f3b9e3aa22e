import type { Evidence, InvestigationDetail, InvestigationStep, Suspect } from '@vigil/contract';
import type { Database } from '../../src/storage/database.ts';
import { toJson } from '../../src/storage/json.ts';
import { insertAnomaly } from '../../src/storage/repositories/anomalies.ts';
import { addMember } from '../../src/storage/repositories/incident-members.ts';
import { insertIncident } from '../../src/storage/repositories/incidents.ts';
import { insertInvestigation } from '../../src/storage/repositories/investigations.ts';
import { saveModels } from '../../src/storage/repositories/models.ts';
import { saveSeriesStates } from '../../src/storage/repositories/series-state.ts';
import type { NewAnomaly } from '../../src/storage/schema.ts';

export const now = new Date('2026-03-02T10:05:00.000Z');
export const startedAt = new Date('2026-03-02T09:58:30.000Z');
export const incidentId = '7c1f1a52-5d0b-4f3e-9c57-0f0d5a3f4b11';
export const investigationId = '2a9d3b1c-6e4f-4c8b-8a71-3f5e9d2c7b60';
export const partialInvestigationId = 'e5b7c0d2-1f3a-4b6c-9d8e-7a2c4f6b8d10';
export const latencyAnomalyId = '0d6f6f0e-3c1e-4c5b-8f8e-1b7a9c2d3e4f';
const errorAnomalyId = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';

const latencyQuery =
  'histogram_quantile(0.99, sum by (service, le) (rate(http_server_requests_seconds_bucket{service!=""}[120s])))';
const errorQuery =
  '(sum by (service) (rate(http_requests_total{service!="",status=~"5.."}[120s])) or 0 * sum by (service) (rate(http_requests_total{service!=""}[120s]))) / sum by (service) (rate(http_requests_total{service!=""}[120s]))';

export const causes: Suspect[] = [
  {
    service: 'payments',
    kind: 'latency',
    score: 0.91,
    role: 'cause',
    reasons: [
      'Spring HTTP latency p99 of payments deviated first, at 09:58:30',
      'the slowest spans of 18 traces spend 96 % of their time in payments itself',
    ],
  },
  {
    service: 'orders',
    kind: 'errors',
    score: 0.34,
    role: 'affected',
    reasons: ['orders calls payments, which explains its errors'],
  },
];

const topology: InvestigationDetail['topology'] = [
  { caller: 'gateway', callee: 'orders', calls: 412, errors: 37 },
  { caller: 'orders', callee: 'payments', calls: 398, errors: 35 },
];

export async function seedAnomalies(database: Database): Promise<void> {
  await insertAnomaly(database, {
    ...commonAnomaly,
    id: latencyAnomalyId,
    detectorId: 'spring-latency',
    detectorTitle: 'Spring HTTP latency p99',
    seriesKey: 'spring-latency{service="payments"}',
    service: 'payments',
    kind: 'latency',
    unit: 's',
    labels: toJson({ service: 'payments' }),
    query: latencyQuery,
    severity: 'critical',
    peakScore: 8.4,
    value: 2.1,
    expected: 0.24,
    lower: 0.18,
    upper: 0.31,
    explanation: toJson({
      summary:
        'Spring HTTP latency p99 of payments is 2.1 s, above what is usual at this hour: 240 ms expected, 180 ms to 310 ms is ordinary. The value itself accounts for 71 % of it.',
      model: 'ensemble model learned from 10080 samples over 7 days, repeats every 1 day',
      confidence: 1,
      features: [
        { name: 'value', value: 2.1, expected: 0.24, share: 0.71 },
        { name: 'delta', value: 0.6, expected: 0, share: 0.29 },
      ],
    }),
  });
  await insertAnomaly(database, {
    ...commonAnomaly,
    id: errorAnomalyId,
    detectorId: 'http-errors',
    detectorTitle: 'HTTP error ratio',
    seriesKey: 'http-errors{service="orders"}',
    service: 'orders',
    kind: 'errors',
    unit: 'ratio',
    labels: toJson({ service: 'orders' }),
    query: errorQuery,
    severity: 'high',
    status: 'closed',
    onsetAt: new Date('2026-03-02T09:58:55.000Z'),
    detectedAt: new Date('2026-03-02T09:59:05.000Z'),
    endedAt: new Date('2026-03-02T10:03:10.000Z'),
    lastScore: 0.4,
    peakScore: 1.6,
    value: 0.088,
    expected: 0.002,
    lower: 0,
    upper: 0.052,
    explanation: toJson({
      summary:
        'HTTP error ratio of orders is 8.8 %, above what is usual at this hour: 0.2 % expected, 0 % to 5.2 % is ordinary.',
      model: 'ensemble model learned from 10080 samples over 7 days',
      confidence: 0.7,
      features: [{ name: 'value', value: 0.088, expected: 0.002, share: 1 }],
    }),
  });
}

const commonAnomaly: Omit<
  NewAnomaly,
  | 'id'
  | 'detectorId'
  | 'detectorTitle'
  | 'seriesKey'
  | 'service'
  | 'kind'
  | 'unit'
  | 'labels'
  | 'query'
  | 'explanation'
  | 'severity'
  | 'peakScore'
> = {
  status: 'open',
  onsetAt: startedAt,
  detectedAt: new Date('2026-03-02T09:58:45.000Z'),
  peakAt: new Date('2026-03-02T10:01:15.000Z'),
  endedAt: null,
  lastScore: 7.9,
  agreed: true,
  incidentId: null,
};

export async function seedIncident(database: Database): Promise<void> {
  await insertIncident(database, {
    id: incidentId,
    number: 42,
    title: 'payments: slow, affecting orders',
    status: 'open',
    severity: 'critical',
    service: 'payments',
    openedAt: new Date('2026-03-02T09:58:46.000Z'),
    startedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    suspects: toJson(causes),
    investigationId,
    isTest: false,
    lastActivityAt: now,
    quietSince: null,
  });
  const addedAt = new Date('2026-03-02T09:58:46.000Z');
  const member = { kind: 'anomaly', incidentId, addedAt } as const;
  await addMember(database, { ...member, memberId: latencyAnomalyId, reason: 'opened the incident' });
  await addMember(database, { ...member, memberId: errorAnomalyId, reason: 'orders calls payments' });
  await database
    .insertInto('timelineEvents')
    .values([
      {
        id: 'f3f8a1d6-0b2c-4d5e-8f90-a1b2c3d4e5f6',
        incidentId,
        at: addedAt,
        type: 'opened',
        actor: 'vigil',
        channel: 'service',
        message: 'Spring HTTP latency p99 on payments: threshold and model agree that this is anomalous',
      },
      {
        id: 'a7b6c5d4-e3f2-4a1b-9c8d-7e6f5a4b3c2d',
        incidentId,
        at: new Date('2026-03-02T10:02:00.000Z'),
        type: 'comment',
        actor: 'editor',
        channel: 'grafana',
        message: 'Looking at the payment provider.',
      },
    ])
    .execute();
}

export async function seedSeries(database: Database): Promise<void> {
  const cardShape = {
    trainedAt: '2026-03-02T03:00:00.000Z',
    trainedFrom: '2026-02-23T03:00:00.000Z',
    trainedTo: '2026-03-02T03:00:00.000Z',
    samples: 10_041,
    maskedSamples: 39,
    maskedWindows: [{ from: '2026-02-26T12:00:00.000Z', to: '2026-02-26T12:39:00.000Z', reason: 'incident 41' }],
    quality: 'healthy' as const,
    seasonsSeconds: [86_400],
    expectedFalseAlarmsPerWeek: 0.2,
  };
  const card = {
    kind: 'ensemble' as const,
    trainedFromMs: Date.parse(cardShape.trainedFrom),
    trainedToMs: Date.parse(cardShape.trainedTo),
    stepMs: 60_000,
    samples: cardShape.samples,
    maskedSamples: cardShape.maskedSamples,
    maskedWindows: cardShape.maskedWindows.map(({ from, to, reason }) => ({
      fromMs: Date.parse(from),
      toMs: Date.parse(to),
      reason,
    })),
    quality: cardShape.quality,
    seasonsMs: [86_400_000],
    level: 0.24,
    spread: 0.03,
    expectedFalseAlarmsPerWeek: 0.2,
  };
  const trainedSeries = [
    ['spring-latency', 'payments'],
    ['http-errors', 'orders'],
    ['http-errors', 'gateway'],
  ] as const;
  for (const [detectorId, service] of trainedSeries) {
    await saveModels(database, [
      {
        seriesKey: `${detectorId}{service="${service}"}`,
        detectorId,
        service,
        labels: toJson({ service }),
        kind: 'ensemble',
        snapshot: toJson({ kind: 'ensemble', version: 1, card, parameters: null, state: null, options: {} }),
        card: toJson(cardShape),
        trainedAt: new Date(cardShape.trainedAt),
      },
    ]);
  }
  const state = (detectorId: string, service: string, lastScore: number | null, lastValue: number) => ({
    seriesKey: `${detectorId}{service="${service}"}`,
    detectorId,
    service,
    labels: toJson({ service }),
    lastTimestamp: new Date('2026-03-02T10:04:45.000Z'),
    lastScore,
    lastValue,
  });
  await saveSeriesStates(database, [
    state('spring-latency', 'payments', 7.9, 2.04),
    state('http-errors', 'orders', 0.4, 0.01),
    state('http-errors', 'gateway', 0.1, 0.003),
    state('http-errors', 'reports', null, 0),
  ]);
}

const evidence: Evidence[] = [
  {
    id: 'metrics-spring-latency-payments',
    source: 'metrics',
    service: 'payments',
    title: 'Spring HTTP latency p99 of payments',
    finding: 'rose from 240 ms to 2.1 s at 09:58:30, score 8.4',
    interesting: true,
    query: latencyQuery,
    from: '2026-03-02T09:43:30.000Z',
    to: '2026-03-02T10:05:00.000Z',
    truncated: null,
    samples: [],
    traceId: null,
  },
  {
    id: 'logs-orders',
    source: 'logs',
    service: 'orders',
    title: 'Errors and warnings of orders',
    finding: '35 lines like "payment <*> timed out after <*> ms", none in the hour before',
    interesting: true,
    query: '{service="orders"} | json | level=~"error|warn"',
    from: '2026-03-02T09:43:30.000Z',
    to: '2026-03-02T10:05:00.000Z',
    truncated: 'Only the newest 500 lines were read (MAX_LOG_LINES).',
    samples: ['payment 8812 timed out after 2000 ms'],
    traceId: null,
  },
  {
    id: 'traces-payments',
    source: 'traces',
    service: 'payments',
    title: 'Slow and failing traces through payments',
    finding: 'the deepest failing span is POST /payments in payments; it takes 96 % of the time itself',
    interesting: true,
    query: '{ resource.service.name = "payments" && status = error }',
    from: '2026-03-02T09:43:30.000Z',
    to: '2026-03-02T10:05:00.000Z',
    truncated: null,
    samples: ['gateway GET /checkout → orders POST /orders → payments POST /payments'],
    traceId: '000000000000000012ab34cd56ef7890',
  },
];

export async function seedInvestigations(database: Database): Promise<void> {
  await insertInvestigation(database, {
    id: investigationId,
    incidentId,
    title: 'Incident 42: payments: slow, affecting orders',
    status: 'done',
    trigger: 'incident',
    requestedBy: 'vigil',
    createdAt: new Date('2026-03-02T09:58:46.000Z'),
    startedAt: new Date('2026-03-02T09:58:46.500Z'),
    finishedAt: new Date('2026-03-02T09:58:49.000Z'),
    windowFrom: new Date('2026-03-02T09:43:30.000Z'),
    windowTo: now,
    service: 'payments',
    summary:
      'payments is the likely cause (latency): its p99 deviated first and the slow spans are its own. orders is affected because it calls payments.',
    suspects: toJson(causes),
    error: null,
    steps: toJson(['metrics', 'logs', 'traces', 'changes', 'alerts', 'ranking'].map(doneStep)),
    evidence: toJson(evidence),
    topology: toJson(topology),
  });
  await insertInvestigation(database, {
    id: partialInvestigationId,
    incidentId: null,
    title: 'catalog, 09:30 to 10:00',
    status: 'done',
    trigger: 'panel',
    requestedBy: 'editor',
    createdAt: new Date('2026-03-02T10:01:00.000Z'),
    startedAt: new Date('2026-03-02T10:01:00.200Z'),
    finishedAt: new Date('2026-03-02T10:01:16.000Z'),
    windowFrom: new Date('2026-03-02T09:15:00.000Z'),
    windowTo: new Date('2026-03-02T10:01:00.000Z'),
    service: 'catalog',
    summary: 'Nothing unusual was found. Logs could not be read, so this may be incomplete.',
    suspects: toJson([]),
    error: null,
    steps: toJson([
      doneStep('metrics'),
      {
        ...doneStep('logs'),
        status: 'failed',
        message:
          'http://127.0.0.1:3100/loki/api/v1/labels cannot be reached (ECONNREFUSED). Is the server running and the URL right?',
      },
      { ...doneStep('traces'), status: 'skipped', startedAt: null, finishedAt: null, message: 'not configured' },
      doneStep('changes'),
      doneStep('alerts'),
      doneStep('ranking'),
    ]),
    evidence: toJson([]),
    topology: toJson([]),
  });
}

function doneStep(name: string): InvestigationStep {
  return {
    name,
    status: 'done',
    startedAt: '2026-03-02T09:58:46.500Z',
    finishedAt: '2026-03-02T09:58:48.000Z',
    message: '',
  };
}
