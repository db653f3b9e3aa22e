import fastifyPlugin from 'fastify-plugin';
import type { ServiceMetrics } from '../metrics.ts';

/** Times every request by its route, never by its path, and serves what was counted. */
export const metricsPlugin = fastifyPlugin<{ metrics: ServiceMetrics }>(async (app, { metrics }) => {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.httpDuration.observe(labels, reply.elapsedTime / 1000);
  });

  app.get(
    '/metrics',
    {
      schema: { tags: ['operation'], summary: 'Metrics of the service, and the scores of all series, for Prometheus' },
    },
    async (_request, reply) => {
      reply.type(metrics.registry.contentType);
      return metrics.registry.metrics();
    }
  );
});
