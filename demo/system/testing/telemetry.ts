import type { Receiver } from './receiver.ts';

export interface LogLine {
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface TraceSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

interface OtlpRequest {
  readonly resourceSpans: Array<{
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: Array<{ readonly spans: ReadonlyArray<Omit<TraceSpan, 'service'>> }>;
  }>;
}

interface LokiPush {
  readonly streams: Array<{ readonly stream: Record<string, string>; readonly values: Array<[string, string]> }>;
}

/** Reads the log lines that a receiver got in Loki's place. */
export function readLogs(receiver: Receiver): LogLine[] {
  return bodiesAt<LokiPush>(receiver, '/loki/api/v1/push').flatMap(({ streams }) =>
    streams.flatMap(({ stream, values }) =>
      values.map(([, line]) => ({ labels: stream, fields: JSON.parse(line) as LogLine['fields'] }))
    )
  );
}

/** Reads the spans that a receiver got as OTLP over HTTP. */
export function readSpans(receiver: Receiver): TraceSpan[] {
  return bodiesAt<OtlpRequest>(receiver, '/v1/traces').flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ resource, scopeSpans }) => {
      const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
      return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
    })
  );
}

/** The sum of all samples of a metric whose line contains all of the given texts. */
export async function readMetric(url: string, name: string, ...texts: readonly string[]): Promise<number> {
  const exposition = await (await fetch(url)).text();
  const samples = exposition
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => texts.every((text) => line.includes(text)));
  return samples.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

function bodiesAt<Body>(receiver: Receiver, path: string): Body[] {
  return receiver.requests
    .filter((request) => request.path === path)
    .map(({ body }) => JSON.parse(body.toString()) as Body);
}
