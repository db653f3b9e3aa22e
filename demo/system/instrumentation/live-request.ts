import { setTimeout as delay } from 'node:timers/promises';
import { type Context, SpanKind, trace } from '@opentelemetry/api';
import {
  CallError,
  type DetachedRequest,
  type JsonObject,
  type LogLevel,
  type OutgoingCall,
  type Request,
} from '../behavior/request.ts';
import type { ServiceName } from '../catalog.ts';
import { type Duration, drawDurationMs } from '../model/duration.ts';
import { latencyLevelAt } from '../model/traffic.ts';
import { isTimeout, sendJson } from './http-client.ts';
import type { LiveEnvironment } from './live-environment.ts';
import { endWithError, writeTraceHeaders } from './tracing.ts';

export interface LiveRequestOptions {
  readonly context: Context;
  readonly userId: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

const callTimeoutMs = 5000;

export class LiveRequest implements Request {
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly #environment: LiveEnvironment;
  readonly #context: Context;
  readonly #startedAtMs = performance.now();
  /** When the work so far should be over; work that begins late because the process was busy ends on time. */
  #dueAtMs = this.#startedAtMs;

  constructor(environment: LiveEnvironment, { context, userId, parameters = {}, body = {} }: LiveRequestOptions) {
    this.#environment = environment;
    this.#context = context;
    this.userId = userId;
    this.parameters = parameters;
    this.body = body;
  }

  elapsedSeconds(): number {
    return (performance.now() - this.#startedAtMs) / 1000;
  }

  async work(name: string, duration: Duration): Promise<number> {
    const { seed, random, conditions, tracing } = this.#environment;
    const { span } = tracing.start(name, { kind: SpanKind.INTERNAL, parent: this.#context });
    const startedAtMs = performance.now();
    const factor = latencyLevelAt(seed, Date.now()) * conditions().latencyFactor;
    this.#dueAtMs += drawDurationMs(duration, random) * factor;
    const remainingMs = this.#dueAtMs - startedAtMs;
    if (remainingMs > 0) {
      await delay(remainingMs);
    }
    span.end();
    return (performance.now() - startedAtMs) / 1000;
  }

  async call(service: ServiceName, call: OutgoingCall): Promise<JsonObject> {
    const url = new URL(call.path, this.#environment.urlOf(service));
    const { span, context } = this.#environment.tracing.start(`${call.method} ${call.path}`, {
      kind: SpanKind.CLIENT,
      parent: this.#context,
      attributes: {
        'http.request.method': call.method,
        'url.full': url.href,
        'server.address': url.hostname,
        'server.port': Number(url.port),
        'peer.service': service,
      },
    });
    const headers = { ...writeTraceHeaders(context), 'x-user-id': this.userId };
    try {
      const answer = await sendJson(url.href, {
        method: call.method,
        headers,
        body: call.body,
        timeoutMs: callTimeoutMs,
      });
      span.setAttribute('http.response.status_code', answer.status);
      if (answer.status >= 400) {
        throw new CallError(service, `${call.method} ${call.path} answered ${answer.status}`);
      }
      span.end();
      return JSON.parse(answer.text) as JsonObject;
    } catch (error) {
      const callError = error instanceof CallError ? error : connectionError(service, error);
      endWithError(span, callError.isTimeout ? 'timeout' : 'call_failed', callError.message);
      throw callError;
    } finally {
      this.#dueAtMs = performance.now();
    }
  }

  log(level: LogLevel, message: string): void {
    this.#environment.logger.log(level, message, {
      trace_id: trace.getSpanContext(this.#context)?.traceId,
      user_id: this.userId,
      duration_ms: Math.round(this.elapsedSeconds() * 1000),
    });
  }

  detach(name: string): DetachedRequest {
    return {
      run: async (work) => {
        const { span, context } = this.#environment.tracing.start(name, {
          kind: SpanKind.CONSUMER,
          parent: this.#context,
        });
        await work(new LiveRequest(this.#environment, { context, userId: this.userId }));
        span.end();
      },
    };
  }
}

function connectionError(service: ServiceName, cause: unknown): CallError {
  if (isTimeout(cause)) {
    return new CallError(service, `no answer within ${callTimeoutMs} ms`, { isTimeout: true, cause });
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN';
  return new CallError(service, code === 'ECONNREFUSED' ? 'connection refused' : `connection broke (${code})`, {
    cause,
  });
}
