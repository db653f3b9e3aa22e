import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelemetry } from './create-telemetry.ts';
import { directEndpoint, urlOf } from './endpoint.ts';
import { createPrometheusSource } from './prometheus/metrics-source.ts';
import { remoteWrite } from './remote-write.ts';
import { json, startFakeServer } from './testing/fake-server.ts';
import type { FakeServer, Handler } from './testing/fake-server.ts';

const series = [{ labels: { __name__: 'up' }, samples: [{ timestampMs: 1, value: 1 }] }];
const vector = { status: 'success', data: { resultType: 'vector', result: [] } };

let server: FakeServer;
let authorizations: Array<string | undefined>;

beforeEach(async () => {
  server = await startFakeServer();
  authorizations = [];
});
afterEach(() => server.close());

const noting =
  (handler: Handler): Handler =>
  (request, response, url) => {
    authorizations.push(request.headers.authorization);
    handler(request, response, url);
  };
const withSecrets = (path = ''): string =>
  `${server.url.replace('http://', 'http://vigil:pa%24%24word@')}${path}?token=top-secret`;
const messageOf = async (request: Promise<unknown>): Promise<string> => {
  const error: unknown = await request.then(
    () => null,
    (caught: unknown) => caught
  );
  return error instanceof Error ? `${error.message} ${String(error.cause)}` : 'no error';
};

describe('a user name and a password in a URL', () => {
  it('are sent as basic authentication, and the query of the URL stays', async () => {
    server.handle(noting(json(vector)));
    const source = createPrometheusSource(directEndpoint('metrics', withSecrets('/prefix/')));
    await source.queryInstant('up', 0);
    await remoteWrite({ url: withSecrets('/write') }, series);
    const basic = `Basic ${Buffer.from('vigil:pa$$word').toString('base64')}`;
    expect(authorizations).toEqual([basic, basic]);
    expect(server.requests.map(({ pathname }) => pathname)).toEqual(['/prefix/api/v1/query', '/write']);
    expect(server.requests.map(({ searchParams }) => searchParams.get('token'))).toEqual(['top-secret', 'top-secret']);
  });

  it('give way to a token', async () => {
    const endpoint = await directEndpoint('metrics', withSecrets(), 'the-token')();
    expect(endpoint.headers).toEqual({ authorization: 'Bearer the-token' });
    expect(urlOf(endpoint, '/x').username).toBe('');
  });

  it('are never part of a message', async () => {
    server.handle((_request, response) => response.writeHead(302, { location: withSecrets('/login') }).end());
    const source = createPrometheusSource(directEndpoint('metrics', withSecrets()), {
      timeoutMs: 500,
      maxResponseBytes: 1000,
      maxConcurrent: 1,
      maxRetries: 0,
      retryDelayMs: 1,
    });
    const redirected = await messageOf(source.queryInstant('up', 0));
    server.handle(json([]));
    const grafana = createTelemetry({ grafana: { url: withSecrets('/grafana'), token: 'glsa' } });
    const unknown = await messageOf(grafana.metrics?.queryInstant('up', 0) ?? Promise.resolve());
    await server.close();
    const unreachable = await messageOf(source.queryInstant('up', 0));
    const unwritable = await messageOf(remoteWrite({ url: withSecrets('/write') }, series));
    expect(redirected).toContain('/login');
    expect(unknown).toContain(`Grafana at ${server.url}/grafana has no data source`);
    expect(unreachable).toMatch(/cannot be reached \([A-Z_]+\)/);
    expect(unwritable).toMatch(/cannot be reached \([A-Z_]+\)/);
    for (const message of [redirected, unknown, unreachable, unwritable]) {
      expect(message).not.toMatch(/word|vigil:|top-secret|glsa/);
    }
  });

  it('are not quoted from the words of fetch', async () => {
    const quoting = () => Promise.reject(new TypeError(`Request cannot be constructed from ${withSecrets()}`));
    const message = await remoteWrite({ url: withSecrets(), fetch: quoting }, series).catch(
      (error: Error) => error.message
    );
    expect(message).toBe(`${server.url} cannot be reached (no connection).`);
  });
});
