import fastifyPlugin from 'fastify-plugin';
import type { ServiceConfig } from '../config.ts';
import { ServiceError } from '../errors.ts';
import type { LoadMonitor } from '../load-monitor.ts';
import type { ServiceMetrics } from '../metrics.ts';

export interface OverloadOptions {
  limits: Pick<ServiceConfig['webhooks'], 'maxConcurrent' | 'maxEventLoopDelayMs'>;
  load: LoadMonitor;
  metrics: ServiceMetrics;
}

const retryAfterSeconds = 5;

/**
 * Bounds what is taken in at a time on the routes of its scope. Refuses with 503, because Alertmanager repeats after
 * a 5xx and gives up after any 4xx, and before the body is read.
 */
export const overloadPlugin = fastifyPlugin<OverloadOptions>(async (app, { limits, load, metrics }) => {
  let inFlight = 0;

  const change = (by: 1 | -1): void => {
    inFlight += by;
    metrics.webhooksInFlight.set(inFlight);
  };

  app.addHook('onRequest', async (_request, reply) => {
    if (inFlight >= limits.maxConcurrent) {
      throw refusal(`${inFlight} notifications are being taken in already`);
    }
    const delayMs = load.eventLoopDelayMs();
    if (delayMs > limits.maxEventLoopDelayMs) {
      throw refusal(`the process is ${Math.round(delayMs)} ms behind`);
    }
    change(1);
    reply.raw.once('close', () => change(-1));
  });
});

function refusal(reason: string): ServiceError {
  return new ServiceError('overloaded', `${reason}; send it again`, { retryAfterSeconds });
}
