import { createHmac } from 'node:crypto';
import { identityClaims } from '@vigil/contract';
import { expect, it } from 'vitest';
import { signIdentity } from './identity-token.ts';

it('is an HS256 token with the claims of the contract that lives for a minute', () => {
  const secret = 'a-secret-of-at-least-32-characters';
  const [header = '', payload = '', signature] = signIdentity(secret, 'Viewer').split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  expect(decode(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
  const claims = identityClaims.parse(decode(payload));
  expect(claims.role).toBe('Viewer');
  expect(claims.exp - claims.iat).toBe(60);
  expect(signature).toBe(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url'));
});
