import { readFileSync } from 'node:fs';
import { identityClaims } from '@vigil/contract';
import Fastify from 'fastify';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorization, sharedSecret } from '../../test/sign-identity.ts';
import type { TokenOptions } from '../../test/sign-identity.ts';
import { authenticationPlugin, identityOf } from './authentication.ts';
import { problemPlugin } from './problem.ts';

const clock = { now: () => new Date('2026-03-02T10:00:00.000Z') };
const app = Fastify();

beforeAll(async () => {
  await app.register(problemPlugin);
  await app.register(authenticationPlugin, { sharedSecret, clock });
  for (const role of ['Viewer', 'Editor', 'Admin'] as const) {
    app.get(`/api/${role}`, { config: { minimumRole: role } }, async (request) => identityOf(request));
  }
  app.get('/open', async (request) => ({ identity: request.identity }));
});
afterAll(() => app.close());

const get = (url: string, header?: string) =>
  app.inject({ url, headers: header === undefined ? {} : { authorization: header } });

describe('a token', () => {
  it('says who asks', async () => {
    const answer = await get('/api/Viewer', await authorization(clock.now()));
    expect(answer.json()).toMatchObject({ sub: 'editor', org: 1, role: 'Editor' });
  });

  it('as the plugin backend writes it is accepted', async () => {
    const golden = new URL('../../../contract/goldens/identity-claims.editor.json', import.meta.url);
    const { iat: _iat, exp: _exp, ...claims } = identityClaims.parse(JSON.parse(readFileSync(golden, 'utf8')));
    const issuedAt = clock.now().getTime() / 1000;
    const token = await new SignJWT({ ...claims, iat: issuedAt, exp: issuedAt + 60 })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(sharedSecret));
    expect((await get('/api/Editor', `Bearer ${token}`)).statusCode).toBe(200);
  });

  it.each<[string, TokenOptions, RegExp]>([
    ['signed with another secret', { secret: 'f'.repeat(32) }, /another secret/],
    ['of another issuer', { issuer: 'somebody' }, /claim iss/],
    ['for another audience', { audience: 'another-service' }, /claim aud/],
    ['that has expired', { ageSeconds: 71 }, /has expired/],
    ['from the future', { ageSeconds: -30 }, /claim iat/],
    ['signed with another algorithm', { algorithm: 'HS512', secret: 'f'.repeat(64) }, /not a signed identity/],
    ['of an unknown role', { claims: { role: 'Owner' } }, /claim role/],
    ['without an organization', { claims: { org: 0 } }, /claim org/],
  ])('%s is refused', async (_what, options, detail) => {
    const answer = await get('/api/Viewer', await authorization(clock.now(), options));
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toMatchObject({ code: 'unauthenticated', detail: expect.stringMatching(detail) });
  });

  it('a little off in time is accepted, because two clocks never agree', async () => {
    for (const ageSeconds of [-9, 69]) {
      expect((await get('/api/Viewer', await authorization(clock.now(), { ageSeconds }))).statusCode).toBe(200);
    }
  });

  it('without a signature is refused', async () => {
    const issuedAt = clock.now().getTime() / 1000;
    const claims = { iss: 'vigil-aiops-app', aud: 'vigil-service', sub: 'a', name: 'a', org: 1, role: 'Admin' };
    const unsigned = new UnsecuredJWT({ ...claims, iat: issuedAt, exp: issuedAt + 60 }).encode();
    expect((await get('/api/Viewer', `Bearer ${unsigned}`)).statusCode).toBe(401);
  });

  it('that lives for days is refused, however well it is signed', async () => {
    const issuedAt = clock.now().getTime() / 1000 - 3600;
    const claims = { iss: 'vigil-aiops-app', aud: 'vigil-service', sub: 'a', name: 'a', org: 1, role: 'Admin' };
    const token = await new SignJWT({ ...claims, iat: issuedAt, exp: issuedAt + 86_400 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(sharedSecret));
    expect((await get('/api/Viewer', `Bearer ${token}`)).statusCode).toBe(401);
  });

  it.each([undefined, '', 'Bearer', 'Bearer  ', 'Basic YTpi', 'Bearer a.b.c'])('%j is none', async (header) => {
    expect((await get('/api/Viewer', header)).statusCode).toBe(401);
  });
});

describe('a role', () => {
  it.each([
    ['Viewer', [200, 403, 403]],
    ['Editor', [200, 200, 403]],
    ['Admin', [200, 200, 200]],
  ] as const)('%s opens what it may, and nothing above', async (role, expected) => {
    const header = await authorization(clock.now(), { role });
    const answers = await Promise.all(['Viewer', 'Editor', 'Admin'].map((minimum) => get(`/api/${minimum}`, header)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(expected);
    const refused = answers.find(({ statusCode }) => statusCode === 403);
    expect(refused?.json().detail ?? role).toContain(role);
  });
});

it('is not needed elsewhere, and not read there', async () => {
  expect((await get('/open', await authorization(clock.now()))).json()).toEqual({ identity: null });
});

it('a route under /api that names no role does not start', async () => {
  const careless = Fastify();
  await careless.register(authenticationPlugin, { sharedSecret, clock });
  expect(() => careless.get('/api/v1/secrets', async () => 'all of them')).toThrow(/set config.minimumRole/);
  await careless.close();
});
