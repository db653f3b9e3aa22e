import type { SpanKind } from '@opentelemetry/api';
import { type Context, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';

export type IncomingHeaders = Record<string, string | string[] | undefined>;
export type Attributes = Readonly<Record<string, string | number>>;

export interface SpanOptions {
  readonly kind: SpanKind;
  readonly parent: Context;
  readonly attributes?: Attributes;
}

export interface ActiveSpan {
  readonly span: Span;
  /** For children of the span, in this process or in another. */
  readonly context: Context;
}

export interface Tracing {
  start(name: string, options: SpanOptions): ActiveSpan;
  stop(): Promise<void>;
}

export interface TracingOptions {
  readonly service: string;
  readonly version: string;
  /** Base address; traces go to `/v1/traces` below it. */
  readonly otlpUrl: string;
}

const exportIntervalMs = 1000;
const propagator = new W3CTraceContextPropagator();

export function createTracing({ service, version, otlpUrl }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${otlpUrl}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: service, [ATTR_SERVICE_VERSION]: version }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: exportIntervalMs, maxQueueSize: 8192 })],
  });
  const tracer = provider.getTracer('demo-system');
  return {
    start(name, { kind, parent, attributes }) {
      const span = tracer.startSpan(name, { kind, attributes: { ...attributes } }, parent);
      return { span, context: trace.setSpan(parent, span) };
    },
    stop: () => provider.shutdown(),
  };
}

/** The caller's context from the `traceparent` header, if it sent one. */
export function readTraceHeaders(headers: IncomingHeaders): Context {
  return propagator.extract(ROOT_CONTEXT, headers, {
    get: (carrier, key) => carrier[key],
    keys: (carrier) => Object.keys(carrier),
  });
}

export function writeTraceHeaders(context: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  propagator.inject(context, headers, {
    set: (carrier, key, value) => {
      carrier[key] = value;
    },
  });
  return headers;
}

export function endWithError(span: Span, type: string, message: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.end();
}
