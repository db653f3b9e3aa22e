import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';
import type { LoadMonitor } from './load-monitor.ts';
import { authenticationPlugin } from './plugins/authentication.ts';
import { documentationPlugin } from './plugins/documentation.ts';
import { metricsPlugin } from './plugins/metrics.ts';
import { problemPlugin } from './plugins/problem.ts';
import { healthRoutes } from './routes/health/index.ts';
import { incidentRoutes } from './routes/incidents/index.ts';
import { webhookRoutes } from './routes/webhook/index.ts';
import type { StatusSource } from './verbs/status/get-status.ts';

export interface AppDependencies {
  context: ServiceContext;
  status: StatusSource;
  load: LoadMonitor;
  /** Routes of further parts of the service; their paths are complete. */
  routes?: readonly FastifyPluginAsyncZod[];
}

/** The HTTP side of the service, without a port of its own. */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const { context, status } = dependencies;
  const { server } = context.config;
  const logger: FastifyBaseLogger = context.logger;
  const app = Fastify({
    loggerInstance: logger,
    bodyLimit: server.maxBodyBytes,
    genReqId: ({ headers }) => requestId(headers['x-request-id']),
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await app.register(problemPlugin);
  await app.register(authenticationPlugin, { sharedSecret: server.sharedSecret, clock: context.clock });
  await app.register(rateLimit, rateLimits(server.requestsPerMinute));
  await app.register(documentationPlugin, { version: status.version });
  await app.register(metricsPlugin, { metrics: context.metrics });
  await app.register(healthRoutes, dependencies);
  await app.register(webhookRoutes, dependencies);
  await app.register(incidentRoutes, dependencies);
  for (const routes of dependencies.routes ?? []) {
    await app.register(routes);
  }
  return app;
}

/** Per person, not per address: all of them come through one Grafana. */
function rateLimits(requestsPerMinute: number) {
  return {
    hook: 'preHandler' as const,
    max: requestsPerMinute,
    timeWindow: 60_000,
    allowList: ({ identity }: FastifyRequest) => identity === null,
    keyGenerator: ({ identity, ip }: FastifyRequest) => (identity === null ? ip : `${identity.org}/${identity.sub}`),
    errorResponseBuilder: (_request: FastifyRequest, { max, ttl }: { max: number; ttl: number }) => {
      const retryAfterSeconds = Math.ceil(ttl / 1000);
      return new ServiceError('too-many-requests', `more than ${max} requests in a minute`, { retryAfterSeconds });
    },
  };
}

function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
