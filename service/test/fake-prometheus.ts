import type { IncomingMessage } from 'node:http';
import protobuf from 'protobufjs';
import { uncompress } from 'snappyjs';
import { json, startFakeServer } from '../src/telemetry/testing/fake-server.ts';
import type { FakeSeries } from './fake-metrics.ts';

export interface WrittenSample {
  labels: Record<string, string>;
  timestampMs: number;
  value: number;
}

export interface FakePrometheus {
  url: string;
  remoteWriteUrl: string;
  /** Everything that was written to it, in order of arrival. */
  written: WrittenSample[];
  /** The range queries that were asked, without those of training. */
  requests: URL[];
  close(): Promise<void>;
}

const writeRequest = protobuf
  .parse(
    `syntax = "proto3";
     message WriteRequest { repeated TimeSeries timeseries = 1; reserved 2; }
     message TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; }
     message Label { string name = 1; string value = 2; }
     message Sample { double value = 1; int64 timestamp = 2; }`
  )
  .root.lookupType('WriteRequest');

/** A server that answers PromQL by the whole text of a query, with series that are functions of time. */
export async function startFakePrometheus(queries: ReadonlyMap<string, FakeSeries[]>): Promise<FakePrometheus> {
  const written: WrittenSample[] = [];
  const server = await startFakeServer();
  server.handle((request, response, url) => {
    if (url.pathname === '/api/v1/write') {
      void bodyOf(request).then((body) => {
        written.push(...decode(body));
        response.writeHead(204).end();
      });
      return;
    }
    const isRange = url.pathname === '/api/v1/query_range';
    const data = isRange ? matrix(queries, url.searchParams) : { resultType: 'vector', result: [] };
    json({ status: 'success', data: url.pathname.includes('/label/') ? [] : data })(request, response, url);
  });
  return {
    url: server.url,
    remoteWriteUrl: `${server.url}/api/v1/write`,
    written,
    requests: server.requests,
    close: () => server.close(),
  };
}

function matrix(queries: ReadonlyMap<string, FakeSeries[]>, parameters: URLSearchParams): object {
  const [fromMs = 0, toMs = 0, stepMs = 0] = ['start', 'end', 'step'].map(
    (name) => Number(parameters.get(name)) * 1000
  );
  const result = (queries.get(parameters.get('query') ?? '') ?? []).map(({ labels, valueAt }) => {
    const values: Array<[number, string]> = [];
    for (let atMs = fromMs; atMs <= toMs; atMs += stepMs) {
      const value = valueAt(atMs);
      if (value !== undefined) {
        values.push([atMs / 1000, String(value)]);
      }
    }
    return { metric: labels, values };
  });
  return { resultType: 'matrix', result: result.filter(({ values }) => values.length > 0) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}

function decode(body: Buffer): WrittenSample[] {
  const { timeseries } = writeRequest.toObject(writeRequest.decode(uncompress(body)), {
    longs: Number,
    defaults: true,
    arrays: true,
  }) as {
    timeseries: Array<{
      labels: Array<{ name: string; value: string }>;
      samples: Array<{ value: number; timestamp: number }>;
    }>;
  };
  return timeseries.flatMap(({ labels, samples }) =>
    samples.map(({ value, timestamp }) => ({
      labels: Object.fromEntries(labels.map(({ name, value: text }) => [name, text])),
      timestampMs: timestamp,
      value,
    }))
  );
}
