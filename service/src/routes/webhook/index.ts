import { alertmanagerNotification, grafanaNotification, intakeReceipt } from '@vigil/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AppDependencies } from '../../app.ts';
import { overloadPlugin } from '../../plugins/overload.ts';
import type { AlertSource } from '../../storage/schema.ts';
import { parseAlertmanager, parseGrafana } from '../../verbs/alerts/parse-notification.ts';
import { receiveNotification } from '../../verbs/alerts/receive-notification.ts';
import { problemResponses } from '../problem-responses.ts';
import { checkAlertmanager, checkGrafana, claimedSignature } from './check-sender.ts';

const keptHeaders = ['content-type', 'user-agent', 'x-grafana-alerting-timestamp', 'x-request-id'];

/** Bodies arrive as bytes, because a signature covers those; the verbs read them. */
const asItIs = () => (value: unknown) => ({ value });

export const webhookRoutes: FastifyPluginAsyncZod<AppDependencies> = async (app, { context, load }) => {
  const { config, clock, metrics } = context;
  // Before the next plugin, so that nobody without credentials takes up room.
  app.addHook('onRequest', async (request) => {
    if (sourceOf(request) === 'alertmanager') {
      checkAlertmanager(request.headers, config);
    } else {
      claimedSignature(request.headers, config.webhooks.grafana, clock.now());
    }
  });
  await app.register(overloadPlugin, { limits: config.webhooks, load, metrics });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);

  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 200) {
      metrics.webhookDeliveries.inc({ source: sourceOf(request), outcome: String(reply.statusCode) });
    }
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
      const rawBody = bytesOf(request).toString('utf8');
      return receiveNotification(context, {
        source: 'alertmanager',
        headers: kept(request),
        rawBody,
        signature: null,
        notification: parseAlertmanager(rawBody),
      });
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
      const signature = checkGrafana(request.headers, body, config.webhooks.grafana, clock.now());
      const rawBody = body.toString('utf8');
      return receiveNotification(context, {
        source: 'grafana',
        headers: kept(request),
        rawBody,
        signature,
        notification: parseGrafana(rawBody),
      });
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
