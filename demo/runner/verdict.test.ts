import type { Incident, Suspect } from '@vigil/contract';
import { describe, expect, it } from 'vitest';
import { judge } from './verdict.ts';

const injectedAt = new Date('2026-01-01T10:00:00.000Z');
const latency = { fault: 'latency', culprit: 'payments', injectedAt };
const nothing = { fault: 'none', culprit: null, injectedAt };

describe('judge with a fault', () => {
  it('accepts an incident that blames the culprit alone', () => {
    const { summary, problems } = judge(latency, [
      incident({ suspects: [suspect('payments'), suspect('gateway', 'affected')] }),
    ]);
    expect(problems).toEqual([]);
    expect(summary).toEqual({
      fault: 'latency',
      service: 'payments',
      detectedAfterSeconds: 21.5,
      incidentId: 'incident-1',
      suspects: [
        { service: 'payments', kind: 'latency', score: 0.8 },
        { service: 'gateway', kind: 'latency', score: 0.8 },
      ],
      falselyBlamed: [],
    });
  });

  it('takes the first incident of the culprit', () => {
    const later = incident({ id: 'incident-2', openedAt: '2026-01-01T10:03:00.000Z' });
    expect(judge(latency, [later, incident({})]).summary.incidentId).toBe('incident-1');
  });

  it('rejects a run without an incident', () => {
    const { summary, problems } = judge(latency, []);
    expect(problems).toEqual(['no incident was opened']);
    expect(summary).toMatchObject({ service: null, incidentId: null, detectedAfterSeconds: null });
  });

  it('rejects an incident that is attributed to another service', () => {
    const { summary, problems } = judge(latency, [incident({ service: 'gateway', suspects: [suspect('gateway')] })]);
    expect(problems).toEqual([
      'no incident blames payments, but there are some for gateway',
      'blamed without being at fault: gateway',
    ]);
    expect(summary.falselyBlamed).toEqual(['gateway']);
  });

  it('rejects a second incident that is attributed to another service', () => {
    const { problems } = judge(latency, [
      incident({}),
      incident({ id: 'incident-2', service: 'orders', suspects: [] }),
    ]);
    expect(problems).toEqual(['blamed without being at fault: orders']);
  });

  it('rejects a second cause in the ranking of the right incident', () => {
    const { summary } = judge(latency, [incident({ suspects: [suspect('payments'), suspect('orders')] })]);
    expect(summary.falselyBlamed).toEqual(['orders']);
  });

  it('rejects a ranking that does not begin with the culprit', () => {
    const { problems } = judge(latency, [
      incident({ suspects: [suspect('gateway', 'affected'), suspect('payments')] }),
    ]);
    expect(problems).toEqual(['the ranking of the incident does not begin with payments']);
  });

  it('rejects an incident from before the fault, even of the same service', () => {
    const early = incident({ id: 'incident-0', openedAt: '2026-01-01T09:59:00.000Z', title: 'Too early' });
    const { summary, problems } = judge(latency, [early, incident({})]);
    expect(problems).toEqual(['an incident was opened before the fault: Too early']);
    expect(summary.incidentId).toBe('incident-1');
  });

  it('does not count the test button of a contact point', () => {
    expect(judge(latency, [incident({ isTest: true })]).problems).toEqual(['no incident was opened']);
  });
});

describe('judge without a fault', () => {
  it('accepts a quiet run', () => {
    const { summary, problems } = judge(nothing, []);
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ fault: 'none', service: null, incidentId: null, falselyBlamed: [] });
  });

  it('rejects any incident', () => {
    const { summary, problems } = judge(nothing, [incident({ title: 'Latency of payments' })]);
    expect(problems).toEqual([
      'nothing was broken, but an incident was opened: Latency of payments',
      'blamed without being at fault: payments',
    ]);
    expect(summary.falselyBlamed).toEqual(['payments']);
  });
});

function suspect(service: string, role: Suspect['role'] = 'cause'): Suspect {
  return { service, kind: 'latency', score: 0.8, role, reasons: [] };
}

function incident(changes: Partial<Incident>): Incident {
  return {
    id: 'incident-1',
    number: 1,
    title: 'Latency',
    status: 'open',
    severity: 'high',
    service: 'payments',
    openedAt: '2026-01-01T10:00:21.500Z',
    startedAt: '2026-01-01T10:00:05.000Z',
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    anomalyCount: 1,
    alertCount: 0,
    affectedServices: ['payments'],
    suspects: [suspect('payments')],
    investigationId: null,
    isTest: false,
    priority: 'page',
    ...changes,
  };
}
