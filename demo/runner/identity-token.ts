import { createHmac } from 'node:crypto';
import { type IdentityClaims, identityAudience, identityIssuer, type Role } from '@vigil/contract';

const lifetimeSeconds = 60;

/** The identity that the plugin's backend would send. */
export function signIdentity(secret: string, role: Role, nowMs = Date.now()): string {
  const issuedAt = Math.floor(nowMs / 1000);
  const claims: IdentityClaims = {
    iss: identityIssuer,
    aud: identityAudience,
    sub: 'demo',
    name: 'Demo',
    org: 1,
    role,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  };
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
