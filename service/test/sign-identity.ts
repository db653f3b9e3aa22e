import { identityAudience, identityIssuer } from '@vigil/contract';
import type { Role } from '@vigil/contract';
import { SignJWT } from 'jose';

export const sharedSecret = '0123456789abcdef0123456789abcdef';

export interface TokenOptions {
  role?: Role;
  secret?: string;
  issuer?: string;
  audience?: string;
  algorithm?: string;
  ageSeconds?: number;
  claims?: Record<string, unknown>;
}

/** The Authorization header that the app backend would send. */
export async function authorization(now: Date, options: TokenOptions = {}): Promise<string> {
  const { role = 'Editor', secret = sharedSecret, issuer = identityIssuer, audience = identityAudience } = options;
  const issuedAt = Math.floor(now.getTime() / 1000) - (options.ageSeconds ?? 0);
  const claims = { name: 'Editor', org: 1, role, ...options.claims };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: options.algorithm ?? 'HS256' })
    .setSubject('editor')
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 60)
    .sign(new TextEncoder().encode(secret));
  return `Bearer ${token}`;
}
