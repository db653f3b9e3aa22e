import { z } from 'zod';
import { parseReply } from '../reply-shape.ts';
import type { CallEdge, Span, Trace } from '../telemetry.ts';

const expected = "Jaeger's query API";

const tag = z.object({ key: z.string(), value: z.unknown() });
const jaegerSpan = z.object({
  spanID: z.string(),
  processID: z.string(),
  operationName: z.string(),
  references: z.array(z.object({ refType: z.string(), spanID: z.string() })).nullish(),
  startTime: z.number(),
  duration: z.number(),
  tags: z.array(tag).nullish(),
});
const jaegerTrace = z.object({
  traceID: z.string(),
  spans: z.array(jaegerSpan),
  processes: z.record(z.string(), z.object({ serviceName: z.string() })),
});

const tracesReply = z.object({ data: z.array(jaegerTrace).nullable() });
const servicesReply = z.object({ data: z.array(z.string()).nullable() });
const dependenciesReply = z.object({
  data: z.array(z.object({ parent: z.string(), child: z.string(), callCount: z.number() })).nullable(),
});

export function parseJaegerTraces(reply: unknown): Trace[] {
  return (parseReply(tracesReply, reply, 'traces', expected).data ?? []).map((trace) => ({
    traceId: trace.traceID.padStart(32, '0'),
    spans: trace.spans.map((span) => toSpan(span, trace.processes[span.processID]?.serviceName ?? 'unknown')),
  }));
}

export function parseJaegerServices(reply: unknown): string[] {
  return parseReply(servicesReply, reply, 'traces', expected).data ?? [];
}

/** Jaeger counts calls only; failed calls have to be counted from traces. */
export function parseJaegerDependencies(reply: unknown): CallEdge[] {
  return (parseReply(dependenciesReply, reply, 'traces', expected).data ?? [])
    .filter(({ parent, child }) => parent !== child)
    .map(({ parent, child, callCount }) => ({ caller: parent, callee: child, calls: callCount, errors: 0 }));
}

function toSpan(span: z.infer<typeof jaegerSpan>, service: string): Span {
  const parent = span.references?.find(({ refType }) => refType === 'CHILD_OF') ?? span.references?.[0];
  return {
    spanId: span.spanID,
    parentSpanId: parent?.spanID ?? null,
    service,
    operation: span.operationName,
    startMs: span.startTime / 1000,
    durationMs: span.duration / 1000,
    failed: (span.tags ?? []).some(meansFailure),
  };
}

function meansFailure({ key, value }: z.infer<typeof tag>): boolean {
  return (key === 'error' && (value === true || value === 'true')) || (key === 'otel.status_code' && value === 'ERROR');
}
