import { createHmac, timingSafeEqual } from 'node:crypto';

interface Claims {
  iss: string;
  aud: string;
  sub: string;
  role: 'Viewer' | 'Editor' | 'Admin';
  exp: number;
}

/** The claims of a signed identity, or undefined when it must not be trusted. */
export function verifyIdentity(authorization: string | undefined, secret: string): Claims | undefined {
  const [header, payload, signature] = (authorization ?? '').replace(/^Bearer /, '').split('.');
  if (!header || !payload || !signature) {
    return undefined;
  }
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return undefined;
  }
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  const isCurrent = claims.exp * 1000 > Date.now();
  return isCurrent && claims.iss === 'vigil-aiops-app' && claims.aud === 'vigil-service' ? claims : undefined;
}
