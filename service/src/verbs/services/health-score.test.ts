import { describe, expect, it } from 'vitest';
import { fleetHealthScore, summarizeService } from './health-score.ts';
import type { ServiceCondition } from './health-score.ts';

const fine: ServiceCondition = {
  name: 'orders',
  anomalies: [],
  incidents: [],
  instancesUp: 2,
  instancesTotal: 2,
  blindReason: null,
};
const anomaly = (severity: 'high' | 'critical') => ({ title: 'HTTP latency p99', severity, peakScore: 3 });

describe('summarizeService', () => {
  it('gives 100 to a service with nothing wrong', () => {
    expect(summarizeService(fine)).toMatchObject({ health: 'healthy', healthScore: 100, reason: '', peakScore: null });
  });

  it('lists every deduction, and they add up to what is missing', () => {
    const summary = summarizeService({
      ...fine,
      anomalies: [anomaly('high'), anomaly('critical')],
      incidents: [{ number: 7, severity: 'critical' }],
      instancesUp: 1,
    });
    expect(summary.healthScore).toBe(100 - 30 - 15 - 20 - 30);
    expect(summary.deductions.reduce((total, { points }) => total + points, 0)).toBe(95);
    expect(summary.deductions.map(({ reason }) => reason)).toEqual([
      'HTTP latency p99: critical',
      'HTTP latency p99: high',
      'Incident 7 is open',
      '1 of 2 instances down',
    ]);
    expect(summary.health).toBe('critical');
  });

  it('does not let many anomalies cost more than the limit, and names them all', () => {
    const summary = summarizeService({ ...fine, anomalies: Array.from({ length: 5 }, () => anomaly('critical')) });
    expect(summary.healthScore).toBe(40);
    expect(summary.deductions).toHaveLength(5);
  });

  it('is down when no instance is up, whatever else is known', () => {
    expect(summarizeService({ ...fine, instancesUp: 0, blindReason: 'x' }).health).toBe('down');
  });

  it('never calls a service healthy that nobody is watching', () => {
    const summary = summarizeService({ ...fine, blindReason: 'Prometheus is down since 10:00.' });
    expect(summary).toMatchObject({ health: 'unknown', healthScore: null, reason: 'Prometheus is down since 10:00.' });
  });

  it('keeps known trouble visible while nothing new can be seen', () => {
    const summary = summarizeService({ ...fine, anomalies: [anomaly('high')], blindReason: 'x' });
    expect(summary).toMatchObject({ health: 'degraded', healthScore: 85 });
  });
});

it('averages the services whose health is known', () => {
  const known = summarizeService({ ...fine, anomalies: [anomaly('critical')] });
  const unknown = summarizeService({ ...fine, blindReason: 'x' });
  expect(fleetHealthScore([known, unknown, summarizeService(fine)])).toBe(85);
  expect(fleetHealthScore([unknown])).toBeNull();
});
