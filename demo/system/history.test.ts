import protobuf from 'protobufjs';
import { uncompress } from 'snappyjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantsOf } from './history/instants.ts';
import { backfillHistory, type HistoryOptions } from './history.ts';
import { type Receiver, startReceiver } from './testing/receiver.ts';

interface Series {
  readonly labels: Record<string, string>;
  readonly samples: Array<{ timestamp: number; value: number }>;
}

const writeRequest = protobuf
  .parse(
    `syntax = "proto3";
     message WriteRequest { repeated TimeSeries timeseries = 1; }
     message TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; }
     message Label { string name = 1; string value = 2; }
     message Sample { double value = 1; int64 timestamp = 2; }`
  )
  .root.lookupType('WriteRequest');

function decode(body: Buffer): Series[] {
  const message = writeRequest.toObject(writeRequest.decode(uncompress(new Uint8Array(body))), {
    longs: Number,
    defaults: true,
  }) as { timeseries: Array<{ labels: Array<{ name: string; value: string }>; samples: Series['samples'] }> };
  return message.timeseries.map(({ labels, samples }) => ({
    labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
    samples,
  }));
}

/** All samples of each series, in the order in which they came. */
function collect(receiver: Receiver): Map<string, Series['samples']> {
  const all = new Map<string, Series['samples']>();
  for (const { body } of receiver.requests) {
    for (const { labels, samples } of decode(body)) {
      const key = JSON.stringify(labels);
      all.set(key, [...(all.get(key) ?? []), ...samples]);
    }
  }
  return all;
}

describe('backfillHistory', { timeout: 60_000 }, () => {
  let receiver: Receiver;
  const until = new Date('2026-11-17T12:00:00.000Z');
  const backfill = (options: Partial<HistoryOptions> = {}) =>
    backfillHistory({ prometheusUrl: receiver.url, until, services: [], days: 0.125, seed: 1, ...options });

  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  it('writes every series at every step, in order of time, up to the end', async () => {
    const shares: number[] = [];
    const result = await backfill({ onProgress: (share) => shares.push(share) });
    const series = collect(receiver);
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/api/v1/write', '/api/v1/write']);
    const instants = instantsOf({ until, days: 0.125, stepSeconds: 30, scrapeIntervalSeconds: 5 });
    expect(result).toMatchObject({ seriesCount: series.size, sampleCount: series.size * instants.length });
    for (const samples of series.values()) {
      expect(samples.map(({ timestamp }) => timestamp)).toEqual(instants);
    }
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(shares.at(-1)).toBe(1);
  });

  it('labels series as the running targets are labelled', async () => {
    await backfill({ days: 0.01 });
    const labels = [...collect(receiver).keys()].map((key) => JSON.parse(key) as Record<string, string>);
    expect(labels).toContainEqual({
      __name__: 'http_requests_total',
      service: 'gateway',
      job: 'gateway',
      instance: 'gateway-0',
      method: 'POST',
      route: '/api/checkout',
      status: '200',
    });
    expect(labels).toContainEqual({ __name__: 'up', service: 'orders', job: 'orders', instance: 'orders-0' });
  });

  it('is the same for the same seed and end', async () => {
    await backfill();
    const first = collect(receiver);
    receiver.requests.length = 0;
    await backfill();
    expect(collect(receiver)).toEqual(first);
  });

  it('tries again when the receiver is busy, after the time that it asks for', async () => {
    receiver.answer(503, { 'retry-after': '0' });
    const writing = backfill({ days: 0.01 });
    while (receiver.requests.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    receiver.answer(204);
    await expect(writing).resolves.toMatchObject({ sampleCount: expect.any(Number) });
    expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
  });

  it('gives up when the samples are refused', async () => {
    receiver.answer(400);
    await expect(backfill()).rejects.toMatchObject({ name: 'RemoteWriteError', code: 'bad-query' });
    expect(receiver.requests).toHaveLength(1);
  });
});
