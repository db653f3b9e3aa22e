import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directEndpoint } from './endpoint.ts';
import { createJsonReader, createProbeReader, defaultFetchLimits } from './guarded-fetch.ts';
import type { JsonReader } from './guarded-fetch.ts';
import { createSourceHealth } from './source-health.ts';
import type { SourceHealth } from './source-health.ts';
import { TelemetryError } from './telemetry-error.ts';
import { json, startFakeServer, text } from './testing/fake-server.ts';
import type { FakeServer } from './testing/fake-server.ts';

const limits = { ...defaultFetchLimits, retryDelayMs: 1, maxResponseBytes: 1000, maxConcurrent: 2 };
const impatient = { ...limits, timeoutMs: 150 };

let server: FakeServer;
let health: SourceHealth;
let read: JsonReader;

beforeEach(async () => {
  server = await startFakeServer();
  health = createSourceHealth();
  read = createJsonReader(directEndpoint('metrics', `${server.url}/prefix/`, 'secret-token'), health, limits);
});
afterEach(() => server.close());

async function failure(): Promise<TelemetryError> {
  const error: unknown = await read('/api/v1/query').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TelemetryError);
  return error as TelemetryError;
}

describe('a source that answers', () => {
  it('is read with the bearer token and repeated parameters', async () => {
    let authorization: string | undefined;
    server.handle((request, response, url) => {
      authorization = request.headers.authorization;
      json({ ok: true })(request, response, url);
    });
    expect(await read('/api/v1/series', { 'match[]': ['a', 'b'], unused: undefined })).toEqual({ ok: true });
    expect(authorization).toBe('Bearer secret-token');
    expect(server.requests[0]?.pathname).toBe('/prefix/api/v1/series');
    expect(server.requests[0]?.searchParams.getAll('match[]')).toEqual(['a', 'b']);
    expect(server.requests[0]?.searchParams.has('unused')).toBe(false);
    expect(health.current()).toMatchObject({ state: 'ok', message: 'answers' });
  });

  it('is asked again after a transient failure', async () => {
    server.handle((request, response, url) =>
      (server.requests.length < 3 ? text('busy', 503) : json([1]))(request, response, url)
    );
    expect(await read('/x')).toEqual([1]);
    expect(server.requests).toHaveLength(3);
  });

  it('never sees more parallel requests than allowed', async () => {
    let running = 0;
    let most = 0;
    server.handle((_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.writeHead(200, { 'content-type': 'application/json' }).end('1');
      }, 15);
    });
    await Promise.all(Array.from({ length: 7 }, () => read('/x')));
    expect(most).toBe(2);
  });
});

describe('a source that lets us down', () => {
  it.each([
    ['a login page', text('<!DOCTYPE html><html></html>', 200, 'text/html'), 'web-page', 'is the URL right?'],
    ['half an answer', text('{"data": [1, 2', 200, 'application/json'), 'invalid-json', 'not JSON'],
    ['an error page', text('<html>Bad gateway</html>', 502, 'text/html'), 'server-error', 'answered 502.'],
    ['a refused query', json({ error: 'parse error at 3' }, 400), 'bad-query', '("parse error at 3")'],
    ['no token', json({ message: 'Unauthorized' }, 401), 'unauthorized', 'Set the token'],
    ['no permission', json({}, 403), 'forbidden', 'permission'],
    ['a missing path', text('404 page not found', 404), 'not-found', 'Check the path'],
    ['too much data', json('x'.repeat(2000)), 'too-large', 'more than 1000 bytes'],
  ])('says what is wrong: %s', async (_name, handler, code, words) => {
    server.handle(handler);
    const error = await failure();
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(error.message).toContain(server.url);
    expect(error.message).not.toContain('secret-token');
  });

  it('is not followed to another address', async () => {
    server.handle((_request, response) => response.writeHead(302, { location: 'http://elsewhere/login' }).end());
    const error = await failure();
    expect(error).toMatchObject({ code: 'redirected' });
    expect(error.message).toContain('http://elsewhere/login');
    expect(server.requests).toHaveLength(1);
  });

  it('is given up at the deadline, also when the body never ends', async () => {
    read = createJsonReader(directEndpoint('metrics', server.url), health, impatient);
    server.handle((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('[');
    });
    expect((await failure()).code).toBe('timeout');
    expect(health.current().state).toBe('down');
  });

  it('counts as down since the first failure and recovers by itself', async () => {
    const { url } = server;
    await server.close();
    const first = await failure();
    expect(first.code).toBe('unreachable');
    expect(first.message).toContain('ECONNREFUSED');
    const { since } = health.current();
    await failure();
    expect(health.current()).toMatchObject({ state: 'down', since, message: first.message });
    server = await startFakeServer(json(1));
    read = createJsonReader(directEndpoint('metrics', server.url), health, limits);
    await read('/x');
    expect(health.current().state).toBe('ok');
    expect(url).not.toBe(server.url);
  });

  it('stays up when only a query was refused', async () => {
    server.handle(json({ error: 'bad' }, 422));
    await failure();
    expect(health.current().state).toBe('ok');
  });

  it('is left alone once the caller gives up', async () => {
    const controller = new AbortController();
    server.handle(() => controller.abort());
    const error: unknown = await read('/x', {}, controller.signal).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(health.current().state).toBe('ok');
  });

  it('is not waited for once the caller gives up, and the next in line gets the place', async () => {
    let finish: () => void = () => undefined;
    server.handle((_request, response) => {
      finish = () => response.writeHead(200, { 'content-type': 'application/json' }).end('1');
    });
    const narrow = createJsonReader(directEndpoint('metrics', server.url), health, {
      ...limits,
      maxConcurrent: 1,
      timeoutMs: 5000,
    });
    const controller = new AbortController();
    const running = narrow('/running');
    const abandoned = narrow('/abandoned', {}, controller.signal).catch((caught: unknown) => caught);
    const patient = narrow('/patient');
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await abandoned).toMatchObject({ code: 'cancelled' });
    server.handle(json(2));
    finish();
    expect(await Promise.all([running, patient])).toEqual([1, 2]);
    expect(server.requests.map(({ pathname }) => pathname)).toEqual(['/running', '/patient']);
    expect(health.current().state).toBe('ok');
  });
});

it('probes past the reads that wait', async () => {
  server.handle((request, response, url) => {
    if (url.pathname === '/probe') {
      json('fine')(request, response, url);
    }
  });
  const endpoint = directEndpoint('metrics', server.url);
  const busy = createJsonReader(endpoint, health, { ...limits, maxConcurrent: 1, timeoutMs: 300, maxRetries: 0 });
  const reads = Promise.allSettled([busy('/slow'), busy('/slow')]);
  expect(await createProbeReader(endpoint, health, { ...limits, maxConcurrent: 1 })('/probe')).toBe('fine');
  expect(server.requests.map(({ pathname }) => pathname)).toContain('/probe');
  await reads;
});
