import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestService } from '../test/service-harness.ts';
import type { TestService } from '../test/service-harness.ts';
import { authorization } from '../test/sign-identity.ts';
import { ServiceError } from './errors.ts';
import { TelemetryError } from './telemetry/telemetry-error.ts';

const failures: Record<string, () => Error> = {
  bug: () => new Error('password=hunter2 in a message'),
  telemetry: () => new TelemetryError('metrics', 'unreachable', 'http://prometheus:9090 cannot be reached'),
  unconfigured: () => new TelemetryError('logs', 'not-configured', 'No logs source is configured'),
  query: () => new TelemetryError('metrics', 'bad-query', 'parse error at char 5'),
  conflict: () => new ServiceError('conflict', 'somebody was faster'),
};

const failing: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/api/v1/fail/:how',
    { config: { minimumRole: 'Viewer' }, schema: { hide: true, params: z.object({ how: z.string() }) } },
    async ({ params }) => {
      throw failures[params.how]?.() ?? new Error('unknown failure');
    }
  );
};

interface Operation {
  security?: object[];
  responses: object;
}

let service: TestService;
const logLines: string[] = [];

beforeAll(async () => {
  service = await startTestService({
    routes: [failing],
    logLines,
    config: { server: { sharedSecret: '0123456789abcdef0123456789abcdef', requestsPerMinute: 40, maxBodyBytes: 1000 } },
  });
});
afterAll(() => service.close());

async function send(
  url: string,
  options: { method?: 'GET' | 'POST'; payload?: string; headers?: object; role?: 'Viewer'; user?: string } = {}
) {
  const identity = await authorization(service.clock.now(), { role: options.role, claims: {} });
  return service.app.inject({
    method: options.method ?? 'GET',
    url,
    headers: { authorization: identity, 'content-type': 'application/json', ...options.headers },
    payload: options.payload,
  });
}

describe('an error is answered as problem+json', () => {
  it.each([
    ['bug', 500, 'internal', /log of the service/],
    ['telemetry', 502, 'telemetry-unavailable', /^http:.*reached\.$/],
    ['unconfigured', 503, 'telemetry-not-configured', /No logs source/],
    ['query', 400, 'invalid-request', /^Parse error/],
    ['conflict', 409, 'conflict', /^Somebody was faster\.$/],
  ])('%s as %d', async (how, status, code, detail) => {
    const answer = await send(`/api/v1/fail/${how}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ status, code, detail: expect.stringMatching(detail) });
    expect(answer.body).not.toContain('hunter2');
  });

  it('a path that does not exist as 404', async () => {
    const answer = await send('/api/v1/nothing?secret=1');
    expect(answer.json()).toMatchObject({ status: 404, detail: 'GET /api/v1/nothing does not exist.' });
  });

  it.each([
    ['{"comment":', 400, 'invalid-request', {}],
    ['', 400, 'invalid-request', {}],
    [JSON.stringify({ comment: 'x'.repeat(1000) }), 413, 'body-too-large', {}],
    ['comment=x', 415, 'unsupported-media-type', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('the body %j as %d', async (payload, status, code, headers) => {
    const answer = await send('/api/v1/incidents/x/comment', { method: 'POST', payload, headers });
    expect(answer.json()).toMatchObject({ status, code });
  });

  it('wrong input with every wrong field', async () => {
    const answer = await send('/api/v1/incidents?limit=0&severity=urgent&from=yesterday');
    expect(answer.statusCode).toBe(400);
    const fields = answer.json().errors.map(({ field }: { field: string }) => field);
    expect(fields.toSorted()).toEqual(['from', 'limit', 'severity']);
  });

  it('a cursor of somewhere else as wrong input', async () => {
    expect((await send('/api/v1/incidents?cursor=abc')).json()).toMatchObject({ status: 400, field: 'cursor' });
  });
});

describe('a request', () => {
  it('has an id, its own if that is harmless', async () => {
    expect((await send('/health', { headers: { 'x-request-id': 'abc-123' } })).headers['x-request-id']).toBe('abc-123');
    const made = (await send('/health', { headers: { 'x-request-id': 'a b\u00e9' } })).headers['x-request-id'];
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leaves neither its token nor what went wrong inside to anybody but the log', async () => {
    await send('/api/v1/fail/bug');
    const log = logLines.join('');
    expect(log).toContain('hunter2');
    expect(log).not.toMatch(/Bearer|eyJ/);
  });

  it('is counted by its route, not by its path', async () => {
    await send('/api/v1/incidents/some-id');
    await send('/nowhere/some-id');
    const { body, headers } = await send('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('route="/api/v1/incidents/:id"');
    expect(body).toContain('vigil_process_cpu_seconds_total');
    expect(body).not.toContain('some-id');
  });
});

describe('the API description', () => {
  it('covers every route with its answers, problems and security', async () => {
    const { paths, components } = (await send('/openapi.json')).json();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/health',
        '/metrics',
        '/webhook/alerts',
        '/webhook/grafana',
        '/api/v1/status',
        '/api/v1/incidents',
        '/api/v1/incidents/{id}',
        '/api/v1/incidents/{id}/acknowledge',
        '/api/v1/incidents/{id}/resolve',
        '/api/v1/incidents/{id}/comment',
      ])
    );
    expect(Object.keys(components.securitySchemes)).toEqual(['identity', 'webhookToken', 'webhookSignature']);
    const operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation }))
    );
    const protectedOnes = operations.filter(({ path }) => path.startsWith('/api/'));
    expect(protectedOnes.length).toBeGreaterThan(5);
    for (const { security, responses } of protectedOnes) {
      expect(security).toEqual([{ identity: [] }]);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '4XX', '5XX']));
    }
  });

  it('has a page', async () => {
    const answer = await service.app.inject({ url: '/docs/' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
  });
});

describe('who asks too often', () => {
  it('is told when to ask again, and nobody else', async () => {
    const busy = await authorization(service.clock.now(), { claims: { org: 99 } });
    const ask = (header: string) => service.app.inject({ url: '/api/v1/status', headers: { authorization: header } });
    for (let count = 0; count < 40; count += 1) {
      expect((await ask(busy)).statusCode).toBe(200);
    }
    const refused = await ask(busy);
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const other = await authorization(service.clock.now(), { claims: { org: 98 } });
    expect((await ask(other)).statusCode).toBe(200);
    for (let count = 0; count < 41; count += 1) {
      expect((await service.app.inject({ url: '/health' })).statusCode).toBe(200);
    }
  });
});
