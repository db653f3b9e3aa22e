import { describe, expect, it } from 'vitest';
import { rankAnomaly } from './rank-anomaly.ts';

describe('the rank of an open anomaly', () => {
  const now = new Date('2026-03-02T10:00:00.000Z');
  const signal = {
    id: 'a',
    service: 'orders',
    detectorId: 'latency',
    detectorTitle: 'Latency',
    kind: 'latency',
    severity: 'high',
    agreed: false,
    lastScore: 1,
    detectedAt: now,
    isMuted: false,
  } as const;
  const alone = { openInService: 1, callers: 0 };

  it('adds up its parts and ends at 100', () => {
    expect(rankAnomaly(signal, alone, now.getTime())).toEqual({
      total: 30,
      severity: 20,
      score: 0,
      agreement: 0,
      recency: 10,
      reach: 0,
    });
    const worst = { ...signal, severity: 'critical', agreed: true, lastScore: 100 } as const;
    const { total } = rankAnomaly(worst, { openInService: 5000, callers: 500 }, now.getTime());
    expect(total).toBeGreaterThan(99);
    expect(total).toBeLessThanOrEqual(100);
  });

  it('grows with each part, and shrinks with age', () => {
    const total = (changes: Partial<typeof worse>, surroundings = alone, afterMs = 0) =>
      rankAnomaly({ ...signal, ...changes }, surroundings, now.getTime() + afterMs).total;
    const worse = { ...signal, severity: 'critical' as const, agreed: true as boolean, lastScore: 2 as number };
    const usual = total({});
    expect(total({ severity: worse.severity })).toBe(usual + 20);
    expect(total({ agreed: true })).toBe(usual + 15);
    expect(total({ lastScore: 2 })).toBe(usual + 5);
    expect(total({}, { openInService: 1, callers: 4 })).toBe(usual + 5);
    expect(total({}, alone, 3_600_000)).toBe(usual - 5);
  });
});
