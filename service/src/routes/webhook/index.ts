import { alertmanagerNotification, grafanaNotification, intakeReceipt } from '@vigil/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AppDependencies } from '../../app.ts';
import { overloadPlugin } from '../../plugins/overload.ts';
import type { AlertSource } from '../../storage/schema.ts';
import { parseAlertmanager, parseGrafana } from '../../verbs/alerts/parse-notification.ts';
import { receiveNotification } from '../../verbs/alerts/receive-notification.ts';
import { problemResponses } from '../problem-responses.ts';
import { checkAlertmanager, checkGrafana } from './check-sender.ts';

const keptHeaders = ['content-type', 'user-agent', 'x-grafana-alerting-timestamp', 'x-request-id'];

/** Bodies arrive as bytes, because a signature covers those; the verbs read them. */
const asItIs = () => (value: unknown) => ({ value });

export const webhookRoutes: FastifyPluginAsyncZod<AppDependencies> = async (app, { context, load }) => {
  const { config, clock, metrics } = context;
  await app.register(overloadPlugin, { limits: config.webhooks, load, metrics });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);

  app.addHook('onResponse', async (request, reply) => {
    const outcome = reply.statusCode === 200 ? 'stored' : String(reply.statusCode);
    metrics.webhookDeliveries.inc({ source: sourceOf(request), outcome });
  });

  app.post(
    '/webhook/alerts',
    {
      bodyLimit: config.webhooks.maxBodyBytes,
      validatorCompiler: asItIs,
      schema: {
        tags: ['alert intake'],
        summary: "Alertmanager's webhook, version 4",
        security: [{ webhookToken: [] }],
        body: alertmanagerNotification,
        response: { 200: intakeReceipt, ...problemResponses },
      },
    },
    async (request) => {
      checkAlertmanager(request.headers, config);
      const rawBody = bytesOf(request).toString('utf8');
      const notification = parseAlertmanager(rawBody);
      return receiveNotification(context, { source: 'alertmanager', headers: kept(request), rawBody, notification });
    }
  );

  app.route({
    method: ['POST', 'PUT'],
    url: '/webhook/grafana',
    bodyLimit: config.webhooks.maxBodyBytes,
    validatorCompiler: asItIs,
    schema: {
      tags: ['alert intake'],
      summary: "Grafana's webhook contact point, default payload",
      security: [{ webhookSignature: [] }],
      body: grafanaNotification,
      response: { 200: intakeReceipt, ...problemResponses },
    },
    handler: async (request) => {
      const body = bytesOf(request);
      checkGrafana(request.headers, body, config.webhooks.grafana, clock.now());
      const rawBody = body.toString('utf8');
      const notification = parseGrafana(rawBody);
      return receiveNotification(context, { source: 'grafana', headers: kept(request), rawBody, notification });
    },
  });
};

/** An absent body is an empty one. */
function bytesOf(request: { body: unknown }): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function sourceOf({ routeOptions }: FastifyRequest): AlertSource {
  return routeOptions.url === '/webhook/grafana' ? 'grafana' : 'alertmanager';
}

function kept({ headers }: Pick<FastifyRequest, 'headers'>): Record<string, string> {
  const entries = keptHeaders.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
