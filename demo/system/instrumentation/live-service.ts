import type { IncomingMessage } from 'node:http';
import { type Span, SpanKind } from '@opentelemetry/api';
import { parseConditions } from '../behavior/conditions.ts';
import type { Reply } from '../behavior/request.ts';
import type { RouteMatch } from '../behavior/router.ts';
import { runBehavior } from '../behavior/running-behavior.ts';
import type { ServiceDefinition } from '../behavior/service-definition.ts';
import { findService } from '../catalog.ts';
import { close, type HttpReply, jsonReply, listen, readJson } from './http-server.ts';
import { startJob } from './job.ts';
import { createLiveEnvironment, type ServiceSettings } from './live-environment.ts';
import { LiveRequest } from './live-request.ts';
import { endWithError, readTraceHeaders } from './tracing.ts';

export interface LiveService {
  stop(): Promise<void>;
}

/** Serves a service's operations over HTTP, with metrics, logs and traces, and an endpoint that breaks it. */
export async function startLiveService(definition: ServiceDefinition, settings: ServiceSettings): Promise<LiveService> {
  const environment = createLiveEnvironment(settings);
  const behavior = runBehavior(definition, environment);
  const { registry, logger, tracing } = environment;
  const { metricsPath } = findService(definition.name);

  async function serve({ operation, parameters }: RouteMatch, incoming: IncomingMessage): Promise<HttpReply> {
    const body = await readJson(incoming);
    const { span, context } = tracing.start(`${operation.method} ${operation.route}`, {
      kind: SpanKind.SERVER,
      parent: readTraceHeaders(incoming.headers),
      attributes: {
        'http.request.method': operation.method,
        'http.route': operation.route,
        'url.path': incoming.url ?? '',
      },
    });
    const userId = String(incoming.headers['x-user-id'] ?? 'anonymous');
    const reply = await behavior.serve(operation, new LiveRequest(environment, { context, userId, parameters, body }));
    endSpan(span, reply);
    return jsonReply(reply.status, reply.body);
  }

  async function changeConditions(incoming: IncomingMessage): Promise<HttpReply> {
    if (!isLoopback(incoming.socket.remoteAddress)) {
      return jsonReply(403, { error: 'Faults can be injected from the same machine only' });
    }
    const conditions = parseConditions(await readJson(incoming));
    environment.change(conditions);
    return jsonReply(200, conditions);
  }

  async function handle(incoming: IncomingMessage): Promise<HttpReply> {
    const { method = '', url = '' } = incoming;
    const match = behavior.match(method, url);
    if (match) {
      return serve(match, incoming);
    }
    switch (`${method} ${url}`) {
      case `GET ${metricsPath}`:
        return { status: 200, body: await registry.metrics(), contentType: registry.contentType };
      case 'GET /health':
        return jsonReply(200, { status: 'ok', service: definition.name, version: settings.version });
      case 'POST /__fault':
        return changeConditions(incoming);
      default:
        return jsonReply(404, { error: `No route ${method} ${url}` });
    }
  }

  const server = await listen(settings.host, Number(new URL(settings.urls[definition.name]).port), handle);
  const jobs = behavior.jobs.map((job) =>
    startJob(job, (error) => logger.log('error', `Job failed: ${String(error)}`))
  );
  logger.log('info', `Started ${definition.name} version ${settings.version}`);
  return {
    async stop() {
      await close(server);
      await Promise.all(jobs.map((job) => job.stop()));
      await Promise.all([logger.stop(), tracing.stop()]);
    },
  };
}

function endSpan(span: Span, { status, body }: Reply): void {
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) {
    endWithError(span, `${status}`, String(body['error']));
  } else {
    span.end();
  }
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}
