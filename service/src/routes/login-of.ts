import type { FastifyRequest } from 'fastify';
import { identityOf } from '../plugins/authentication.ts';

/** The login of who asks, on a route with a role. */
export function loginOf(request: Pick<FastifyRequest, 'identity'>): string {
  return identityOf(request).sub;
}
