import { z } from 'zod';
import { parseReply } from '../reply-shape.ts';
import type { Span, Trace } from '../telemetry.ts';

const expected = "Tempo's HTTP API";
const errorStatus: ReadonlySet<unknown> = new Set(['STATUS_CODE_ERROR', 2]);

const otlpSpan = z.object({
  spanId: z.string(),
  parentSpanId: z.string().nullish(),
  name: z.string().default(''),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  status: z.object({ code: z.union([z.string(), z.number()]).optional() }).nullish(),
});
const attribute = z.object({ key: z.string(), value: z.object({ stringValue: z.string().optional() }).loose() });
const traceReply = z.object({
  trace: z.object({
    resourceSpans: z
      .array(
        z.object({
          resource: z.object({ attributes: z.array(attribute).default([]) }),
          scopeSpans: z.array(z.object({ spans: z.array(otlpSpan).default([]) })).default([]),
        })
      )
      .default([]),
  }),
});
const searchReply = z.object({ traces: z.array(z.object({ traceID: z.string() })).default([]) });
const tagValuesReply = z.object({ tagValues: z.array(z.object({ value: z.string() })).default([]) });

/** Trace ids of a search; Tempo leaves out leading zeros, so they are put back. */
export function parseTempoSearch(reply: unknown): string[] {
  return parseReply(searchReply, reply, 'traces', expected).traces.map(({ traceID }) => traceID.padStart(32, '0'));
}

export function parseTempoTagValues(reply: unknown): string[] {
  return parseReply(tagValuesReply, reply, 'traces', expected).tagValues.map(({ value }) => value);
}

export function parseTempoTrace(traceId: string, reply: unknown): Trace {
  const { trace } = parseReply(traceReply, reply, 'traces', expected);
  const spans = trace.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? 'unknown';
    return scopeSpans.flatMap((scope) => scope.spans.map((span) => toSpan(span, service)));
  });
  return { traceId, spans };
}

function toSpan(span: z.infer<typeof otlpSpan>, service: string): Span {
  const parentSpanId = span.parentSpanId ?? '';
  return {
    spanId: hexId(span.spanId),
    parentSpanId: parentSpanId === '' ? null : hexId(parentSpanId),
    service,
    operation: span.name,
    startMs: milliseconds(span.startTimeUnixNano),
    durationMs: milliseconds(span.endTimeUnixNano - span.startTimeUnixNano),
    failed: errorStatus.has(span.status?.code),
  };
}

/** Tempo's JSON carries ids in base64 where OTLP's own carries hexadecimal: 8 bytes are 12 characters or 16. */
function hexId(id: string): string {
  return /^[0-9a-f]{16}$/i.test(id) ? id.toLowerCase() : Buffer.from(id, 'base64').toString('hex');
}

function milliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1000n) / 1000;
}
