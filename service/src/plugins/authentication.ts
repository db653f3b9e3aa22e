import { identityAudience, identityClaims, identityIssuer } from '@vigil/contract';
import type { IdentityClaims, Role } from '@vigil/contract';
import type { FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { errors, jwtVerify } from 'jose';
import type { Clock } from '../clock.ts';
import { ServiceError } from '../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The lowest role that may use the route; every route under /api has one. */
    minimumRole?: Role;
  }
  interface FastifyRequest {
    /** Who asks; null on routes without a role. */
    identity: IdentityClaims | null;
  }
}

export interface AuthenticationOptions {
  sharedSecret: string;
  clock: Clock;
}

const ranks: Readonly<Record<Role, number>> = { Viewer: 0, Editor: 1, Admin: 2 };
const maxTokenAgeSeconds = 120;
const clockToleranceSeconds = 10;

/** Checks the token of the app backend and the role that each route asks for. */
export const authenticationPlugin = fastifyPlugin<AuthenticationOptions>(async (app, { sharedSecret, clock }) => {
  const secret = new TextEncoder().encode(sharedSecret);
  app.decorateRequest('identity', null);

  app.addHook('onRoute', ({ url, config }) => {
    if (url.startsWith('/api/') && config?.minimumRole === undefined) {
      throw new Error(`the route ${url} says nothing about who may use it: set config.minimumRole`);
    }
  });

  app.addHook('onRequest', async (request) => {
    const { minimumRole } = request.routeOptions.config;
    if (minimumRole === undefined) {
      return;
    }
    request.identity = await verify(request, secret, clock);
    if (ranks[request.identity.role] < ranks[minimumRole]) {
      throw new ServiceError('forbidden', `this needs the role ${minimumRole}; ${request.identity.role} is too low`);
    }
  });
});

/** The asker on a route with a role. */
export function identityOf({ identity }: Pick<FastifyRequest, 'identity'>): IdentityClaims {
  if (identity === null) {
    throw new ServiceError('unauthenticated', 'this route needs a token');
  }
  return identity;
}

async function verify(request: FastifyRequest, secret: Uint8Array, clock: Clock): Promise<IdentityClaims> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw new ServiceError('unauthenticated', 'the Authorization header holds no Bearer token');
  }
  const claims = identityClaims.safeParse(await payloadOf(token, secret, clock));
  if (!claims.success) {
    const field = claims.error.issues[0]?.path.join('.') ?? 'payload';
    throw new ServiceError('unauthenticated', `the claim ${field} of the token is missing or wrong`);
  }
  return claims.data;
}

async function payloadOf(token: string, secret: Uint8Array, clock: Clock): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      issuer: identityIssuer,
      audience: identityAudience,
      maxTokenAge: maxTokenAgeSeconds,
      clockTolerance: clockToleranceSeconds,
      currentDate: clock.now(),
      requiredClaims: ['exp', 'iat'],
    });
    return payload;
  } catch (error) {
    throw new ServiceError('unauthenticated', reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return 'the token has expired; are the clocks of Grafana and of this service the same?';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'the token is signed with another secret; set the same VIGIL_SHARED_SECRET here and in the plugin';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `the claim ${error.claim} of the token is missing or wrong`;
  }
  return 'the token is not a signed identity of the Vigil app';
}
