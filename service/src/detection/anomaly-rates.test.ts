import { describe, expect, it } from 'vitest';
import { detector } from '../../test/detection-harness.ts';
import { anomalyRatesOf } from './anomaly-rates.ts';

const atMs = Date.parse('2026-03-02T10:00:00.000Z');
const latency = { ...detector('latency', 'latency'), stepSeconds: 15 };
const errors = { ...detector('errors', 'errors'), stepSeconds: 60 };
const detectors = new Map([latency, errors].map((each) => [each.id, each]));

function scored(detectorId: string, score: number | null, afterSeconds = 0, labels: Record<string, string> = {}) {
  const point = { timestampMs: atMs + afterSeconds * 1000, score };
  return { series: { service: 'orders', detectorId, labels }, point };
}

describe('anomaly rates', () => {
  it('weigh each point by the time that it stands for', () => {
    const rates = anomalyRatesOf([scored('latency', 0.2), scored('latency', 1, 15), scored('errors', 3)], detectors);
    expect(rates).toEqual([
      {
        service: 'orders',
        instance: '',
        bucketAt: new Date(atMs),
        scoredSeconds: 90,
        anomalousSeconds: 75,
        peakScore: 3,
      },
    ]);
  });

  it('are kept by bucket and, where series name one, by instance too', () => {
    const rates = anomalyRatesOf(
      [
        scored('latency', 2, 299, { pod: 'orders-1' }),
        scored('latency', 0, 300, { instance: 'a:80', pod: 'orders-1' }),
      ],
      detectors
    );
    expect(
      rates.map(({ instance, bucketAt, peakScore }) => [instance, new Date(bucketAt).getTime() - atMs, peakScore])
    ).toEqual([
      ['', 0, 2],
      ['orders-1', 0, 2],
      ['', 300_000, 0],
      ['a:80', 300_000, 0],
    ]);
  });

  it('leave out what was not scored, and detectors that are gone', () => {
    expect(anomalyRatesOf([scored('latency', null), scored('gone', 5)], detectors)).toEqual([]);
  });
});
