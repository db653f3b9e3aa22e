import type { Anomaly, Incident, InvestigationDetail, Suspect } from '@vigil/contract';
import { describe, expect, it } from 'vitest';
import { createNarrator, type Snapshot } from './narrator.ts';

const nothing: Snapshot = { anomalies: [], incidents: [], investigations: [] };

describe('createNarrator', () => {
  it('tells each thing once', () => {
    const narrate = createNarrator();
    const snapshot = { ...nothing, anomalies: [anomaly({})] };
    expect(narrate(nothing)).toEqual([]);
    expect(narrate(snapshot)).toEqual([
      { kind: 'anomaly', text: 'payments latency: p99 is 2.1 s; 0.2–0.3 s is usual (score 3.2, high)' },
    ]);
    expect(narrate(snapshot)).toEqual([]);
  });

  it('tells the end of an anomaly', () => {
    const narrate = createNarrator();
    narrate({ ...nothing, anomalies: [anomaly({})] });
    expect(narrate({ ...nothing, anomalies: [anomaly({ status: 'closed' })] })).toEqual([
      { kind: 'anomaly', text: 'payments: p99 latency is back to normal' },
    ]);
  });

  it('tells an incident, whom it is attributed to and how it grows', () => {
    const narrate = createNarrator();
    const opened = narrate({ ...nothing, incidents: [incident({ service: 'gateway' })] });
    expect(opened.map(({ text }) => text)).toEqual([
      '#4 open: Latency of payments (high)',
      '#4 is attributed to gateway',
      '#4 holds 1 anomaly and 0 alerts; affected: gateway, payments',
    ]);
    const grown = narrate({
      ...nothing,
      incidents: [incident({ anomalyCount: 3, alertCount: 1, status: 'resolved' })],
    });
    expect(grown.map(({ text }) => text)).toEqual([
      '#4 resolved: Latency of payments (high)',
      '#4 is attributed to payments',
      '#4 holds 3 anomalies and 1 alert; affected: gateway, payments',
    ]);
  });

  it('tells what an investigation does, then its findings, suspects and result', () => {
    const narrate = createNarrator();
    const running = narrate({ ...nothing, investigations: [investigation({ status: 'running' })] });
    expect(running.map(({ text }) => text)).toEqual([
      'reads metrics, logs, traces, changes and alerts around the incident',
    ]);
    const done = narrate({ ...nothing, investigations: [investigation({ status: 'done' })] });
    expect(done.map(({ text }) => text)).toEqual([
      'metrics of payments: latency began to rise at 10:00:05',
      'suspect 1: payments (latency, cause, 0.91): earliest onset',
      'payments is slow and makes gateway slow.',
    ]);
  });

  it('tells a repeated investigation again only when the ranking is another one', () => {
    const narrate = createNarrator();
    const first = investigation({ status: 'done' });
    narrate({ ...nothing, investigations: [first] });
    const repeated = { ...first, id: 'v2', summary: 'payments is slower still.' };
    expect(narrate({ ...nothing, investigations: [repeated] })).toEqual([]);
    const [suspect] = first.suspects as [Suspect];
    const changed = {
      ...repeated,
      id: 'v3',
      suspects: [suspect, { ...suspect, service: 'gateway', role: 'affected' as const }],
    };
    expect(narrate({ ...nothing, investigations: [changed] }).map(({ text }) => text)).toEqual([
      'suspect 1: payments (latency, cause, 0.91): earliest onset',
      'suspect 2: gateway (latency, affected, 0.91): earliest onset',
      'payments is slower still.',
    ]);
  });

  it('tells which source could not be read', () => {
    const step = { name: 'logs', status: 'failed' as const, startedAt: at, finishedAt: at, message: 'Loki is down' };
    const running = investigation({ status: 'running', steps: [step] });
    expect(createNarrator()({ ...nothing, investigations: [running] }).map(({ text }) => text)).toContain(
      'logs could not be read: Loki is down'
    );
  });

  it('tells why an investigation failed', () => {
    const failed = investigation({ status: 'failed', error: 'Loki does not answer', steps: [] });
    expect(createNarrator()({ ...nothing, investigations: [failed] })).toEqual([
      { kind: 'investigation', text: 'failed: Loki does not answer' },
    ]);
  });
});

const at = '2026-01-01T10:00:00.000Z';

function anomaly(changes: Partial<Anomaly>): Anomaly {
  return {
    id: 'a1',
    detectorId: 'http-latency',
    detectorTitle: 'p99 latency',
    seriesKey: 's1',
    service: 'payments',
    kind: 'latency',
    unit: 's',
    labels: {},
    severity: 'high',
    status: 'open',
    onsetAt: at,
    detectedAt: at,
    endedAt: null,
    lastScore: 3.21,
    peakScore: 3.21,
    value: 2.1,
    expected: 0.25,
    lower: 0.2,
    upper: 0.3,
    agreed: true,
    explanation: { summary: 'p99 is 2.1 s; 0.2–0.3 s is usual', model: 'band', confidence: 0.9, features: [] },
    incidentId: null,
    verdict: null,
    mute: null,
    ...changes,
  };
}

function incident(changes: Partial<Incident>): Incident {
  return {
    id: 'i1',
    number: 4,
    title: 'Latency of payments',
    status: 'open',
    severity: 'high',
    service: 'payments',
    openedAt: at,
    startedAt: at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    anomalyCount: 1,
    alertCount: 0,
    affectedServices: ['gateway', 'payments'],
    suspects: [],
    investigationId: null,
    isTest: false,
    priority: 'page',
    ...changes,
  };
}

function investigation(changes: Partial<InvestigationDetail>): InvestigationDetail {
  const step = { startedAt: at, finishedAt: null, message: '' };
  const evidence = { source: 'metrics' as const, service: 'payments', query: 'q', from: at, to: at, truncated: null };
  return {
    id: 'v1',
    incidentId: 'i1',
    title: 'Latency of payments',
    status: 'running',
    trigger: 'incident',
    requestedBy: 'vigil',
    createdAt: at,
    startedAt: at,
    finishedAt: null,
    windowFrom: at,
    windowTo: at,
    service: 'payments',
    summary: 'payments is slow and makes gateway slow.',
    suspects: [
      {
        service: 'payments',
        kind: 'latency',
        score: 0.91,
        role: 'cause',
        reasons: ['earliest onset', 'its callers are slow too'],
      },
    ],
    error: null,
    steps: [
      { ...step, name: 'metrics', status: 'done', message: '14 series read' },
      { ...step, name: 'logs', status: 'running' },
    ],
    evidence: [
      {
        ...evidence,
        id: 'e1',
        title: 'Onset',
        finding: 'latency began to rise at 10:00:05',
        interesting: true,
        samples: [],
        traceId: null,
      },
      { ...evidence, id: 'e2', title: 'CPU', finding: 'flat', interesting: false, samples: [], traceId: null },
    ],
    topology: [],
    ...changes,
  };
}
