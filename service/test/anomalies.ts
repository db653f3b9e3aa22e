import { randomUUID } from 'node:crypto';
import { toJson } from '../src/storage/json.ts';
import type { NewAnomaly } from '../src/storage/schema.ts';

/** An anomaly of the payments service upon which threshold and model agree. */
export function newAnomaly(changes: Partial<NewAnomaly>): NewAnomaly {
  return {
    id: randomUUID(),
    detectorId: 'latency',
    detectorTitle: 'Latency p99',
    seriesKey: 'latency{service="payments"}',
    service: 'payments',
    kind: 'latency',
    unit: 's',
    labels: toJson({ service: 'payments' }),
    query: 'latency',
    severity: 'high',
    status: 'open',
    onsetAt: new Date('2026-03-02T10:00:00.123Z'),
    detectedAt: new Date('2026-03-02T10:00:30.456Z'),
    peakAt: new Date('2026-03-02T10:00:30.456Z'),
    endedAt: null,
    lastScore: 1.5,
    peakScore: 2.5,
    value: 2.1,
    expected: 0.2,
    lower: 0.1,
    upper: 0.3,
    agreed: true,
    explanation: toJson({ summary: 'slow', model: 'ensemble', confidence: 1, features: [] }),
    incidentId: null,
    ...changes,
  };
}
