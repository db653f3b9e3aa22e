import type { IncomingHttpHeaders } from 'node:http';
import protobuf from 'protobufjs';
import { uncompress } from 'snappyjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeWriteRequest, remoteWrite, RemoteWriteError, type WriteSeries } from './remote-write.ts';
import { type FakeServer, type Handler, startFakeServer, text } from './testing/fake-server.ts';

/** The message as Prometheus publishes it, read by the library's own reflection. */
const writeRequest = protobuf
  .parse(
    `syntax = "proto3";
     message WriteRequest { repeated TimeSeries timeseries = 1; reserved 2; }
     message TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; }
     message Label { string name = 1; string value = 2; }
     message Sample { double value = 1; int64 timestamp = 2; }`
  )
  .root.lookupType('WriteRequest');

function decode(body: Uint8Array) {
  return writeRequest.toObject(writeRequest.decode(uncompress(body)), { longs: Number, defaults: true, arrays: true });
}

const upSeries: WriteSeries = {
  labels: { service: 'orders', __name__: 'up', instance: 'orders-0' },
  samples: [
    { timestampMs: 1_795_000_000_000, value: 1 },
    { timestampMs: 1_795_000_030_000, value: 0 },
  ],
};

describe('encodeWriteRequest', () => {
  it('can be decoded by the published message definition, with labels in order', () => {
    expect(decode(encodeWriteRequest([upSeries]))).toEqual({
      timeseries: [
        {
          labels: [
            { name: '__name__', value: 'up' },
            { name: 'instance', value: 'orders-0' },
            { name: 'service', value: 'orders' },
          ],
          samples: [
            { value: 1, timestamp: 1_795_000_000_000 },
            { value: 0, timestamp: 1_795_000_030_000 },
          ],
        },
      ],
    });
  });

  it('keeps several series apart, with text beyond ASCII', () => {
    const named = (name: string): WriteSeries => ({ labels: { __name__: name, city: 'Zürich' }, samples: [] });
    expect(decode(encodeWriteRequest([named('a'), named('b')]))).toEqual({
      timeseries: ['a', 'b'].map((name) => ({
        labels: [
          { name: '__name__', value: name },
          { name: 'city', value: 'Zürich' },
        ],
        samples: [],
      })),
    });
  });

  it.each([Number.NaN, Infinity, -Infinity, -0.1, Number.MAX_VALUE, 2 ** 53])('carries the value %d', (value) => {
    const body = encodeWriteRequest([{ labels: { __name__: 'x' }, samples: [{ timestampMs: 1, value }] }]);
    expect(decode(body)).toMatchObject({ timeseries: [{ samples: [{ value }] }] });
  });

  it('carries instants before 1970 and rounds parts of milliseconds', () => {
    const samples = [-1500, 1.6].map((timestampMs) => ({ timestampMs, value: 0 }));
    expect(decode(encodeWriteRequest([{ labels: { __name__: 'x' }, samples }]))).toMatchObject({
      timeseries: [{ samples: [{ timestamp: -1500 }, { timestamp: 2 }] }],
    });
  });

  it('leaves out labels without a value', () => {
    const body = encodeWriteRequest([{ labels: { __name__: 'x', region: '' }, samples: [] }]);
    expect(decode(body)).toMatchObject({ timeseries: [{ labels: [{ name: '__name__', value: 'x' }] }] });
  });

  it('refuses a series without a name', () => {
    expect(() => encodeWriteRequest([{ labels: { service: 'orders' }, samples: [] }])).toThrow(/__name__/);
  });

  it('compresses many samples of a kind to a fraction', () => {
    const samples = Array.from({ length: 1000 }, (_, index) => ({ timestampMs: 1_795_000_000_000 + index, value: 1 }));
    const body = encodeWriteRequest([{ labels: { __name__: 'x' }, samples }]);
    expect(body.byteLength).toBeLessThan(9000);
    expect(uncompress(body).byteLength).toBeGreaterThan(17_000);
  });
});

describe('remoteWrite', () => {
  let server: FakeServer;
  const received: Array<{ headers: IncomingHttpHeaders; body: Uint8Array }> = [];

  const receive: Handler = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      received.push({ headers: request.headers, body: new Uint8Array(Buffer.concat(parts)) });
      response.writeHead(204).end();
    });
  };
  const failure = async (timeoutMs?: number, url = `${server.url}/api/v1/write?token=secret`) => {
    const error: unknown = await remoteWrite({ url, timeoutMs }, [upSeries]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RemoteWriteError);
    return error as RemoteWriteError;
  };

  beforeEach(async () => {
    received.length = 0;
    server = await startFakeServer(receive);
  });
  afterEach(() => server.close());

  it('posts the encoded series with the headers of the protocol and its own', async () => {
    await remoteWrite({ url: `${server.url}/api/v1/write`, headers: { 'x-scope-orgid': 'demo' } }, [upSeries]);
    expect(received).toHaveLength(1);
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      'content-encoding': 'snappy',
      'x-prometheus-remote-write-version': '0.1.0',
      'x-scope-orgid': 'demo',
    });
    expect(decode(received[0]?.body as Uint8Array)).toEqual(decode(encodeWriteRequest([upSeries])));
  });

  it.each([
    [400, 'bad-query', false],
    [401, 'unauthorized', false],
    [403, 'forbidden', false],
    [404, 'not-found', false],
    [413, 'too-large', false],
    [429, 'rate-limited', true],
    [500, 'server-error', true],
    [503, 'server-error', true],
    [302, 'redirected', false],
  ] as const)('turns status %i into the code %s', async (status, code, isTransient) => {
    server.handle(text('out of order sample', status));
    const error = await failure();
    expect(error).toMatchObject({ source: 'remote-write', code, status, isTransient, retryAfterMs: undefined });
    expect(error.message).toContain(`/api/v1/write answered ${status} ("out of order sample")`);
    expect(error.message).not.toContain('secret');
  });

  it('passes on how long a busy receiver asks to wait, in seconds or as a date', async () => {
    const answerWith =
      (retryAfter: string): Handler =>
      (_request, response) =>
        void response.writeHead(429, { 'retry-after': retryAfter }).end();
    server.handle(answerWith('3'));
    expect((await failure()).retryAfterMs).toBe(3000);
    server.handle(answerWith(new Date(Date.now() + 60_000).toUTCString()));
    expect((await failure()).retryAfterMs).toBeGreaterThan(55_000);
    server.handle(answerWith('soon'));
    expect((await failure()).retryAfterMs).toBeUndefined();
  });

  it('gives up on a receiver that does not answer, and says that another attempt may help', async () => {
    server.handle(() => undefined);
    expect(await failure(50)).toMatchObject({ code: 'timeout', isTransient: true });
  });

  it('says why a receiver cannot be reached', async () => {
    await server.close();
    const error = await failure();
    expect(error).toMatchObject({ code: 'unreachable', isTransient: true });
    expect(error.message).toMatch(/cannot be reached \(.*ECONNREFUSED/);
  });

  it('counts an endless error page by its status alone', async () => {
    server.handle((_request, response) => {
      response.writeHead(503);
      const chunk = 'x'.repeat(32 * 1024);
      const more = setInterval(() => response.write(chunk), 1);
      response.once('close', () => clearInterval(more));
    });
    expect(await failure(5000)).toMatchObject({ code: 'server-error', status: 503 });
  });
});
