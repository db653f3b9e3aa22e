import { z } from 'zod';
import type { EndpointResolver } from '../endpoint.ts';
import { createJsonReader, createProbeReader } from '../guarded-fetch.ts';
import type { FetchLimits, JsonReader } from '../guarded-fetch.ts';
import { parseMatrix } from '../prometheus/parse-reply.ts';
import { chunkRange, joinChunks } from '../prometheus/range-chunks.ts';
import { parseReply } from '../reply-shape.ts';
import { createSourceHealth } from '../source-health.ts';
import { TelemetryError } from '../telemetry-error.ts';
import type { LogLine, LogsSource, MetricSeries, TimeRange } from '../telemetry.ts';

const expected = "Loki's HTTP API";
const nanosecondsPerMillisecond = 1_000_000n;

const streamsReply = z.object({
  data: z.object({
    resultType: z.literal('streams'),
    result: z.array(
      z.object({
        stream: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.string().regex(/^\d+$/), z.string()]).rest(z.unknown())),
      })
    ),
  }),
});
const statsReply = z.object({ bytes: z.number() });
const volumeReply = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.coerce.number()]) })) }),
});
const namesReply = z.object({ data: z.array(z.string()).default([]) });

/** A client of Loki's HTTP API. */
export function createLokiSource(resolve: EndpointResolver, limits?: FetchLimits): LogsSource {
  const health = createSourceHealth();
  const read = createJsonReader(resolve, health, limits);
  const probe = createProbeReader(resolve, health, limits);

  const readLines = async (query: string, range: TimeRange, direction: string, limit: number, signal?: AbortSignal) => {
    const parameters = { query, ...rangeParameters(range), limit, direction };
    const reply = await read('/loki/api/v1/query_range', parameters, signal);
    return linesOf(parseReply(streamsReply, reply, 'logs', expected));
  };

  return {
    health,
    async queryRange(query, range, limit, signal) {
      const lines = await readLines(query, range, 'backward', limit, signal);
      return { lines, truncated: lines.length >= limit };
    },
    async queryMetricRange(query, range, stepSeconds, signal) {
      const chunks: MetricSeries[][] = [];
      for (const chunk of chunkRange(range, stepSeconds)) {
        const parameters = { query, ...rangeParameters(chunk), step: stepSeconds };
        chunks.push(parseMatrix(await read('/loki/api/v1/query_range', parameters, signal), 'logs', expected));
      }
      return joinChunks(chunks);
    },
    oldest: async (query, range, signal) => (await readLines(query, range, 'forward', 1, signal))[0] ?? null,
    async volumeBytes(selector, range, signal) {
      const parameters = { query: selector, ...rangeParameters(range) };
      try {
        return bytesOf(await read('/loki/api/v1/index/volume', parameters, signal));
      } catch (error) {
        if (!(error instanceof TelemetryError) || error.meansSourceDown) {
          throw error;
        }
        // Volumes may be switched off; statistics never are, but know nothing of what is not written to chunks yet.
        const reply = await read('/loki/api/v1/index/stats', parameters, signal);
        return parseReply(statsReply, reply, 'logs', expected).bytes;
      }
    },
    labelNames: (range, signal) => readNames(read, '/loki/api/v1/labels', range, signal),
    labelValues: (label, range, signal) =>
      readNames(read, `/loki/api/v1/label/${encodeURIComponent(label)}/values`, range, signal),
    async probe(signal) {
      const nowMs = Date.now();
      await readNames(probe, '/loki/api/v1/labels', { fromMs: nowMs - 60_000, toMs: nowMs }, signal);
    },
  };
}

async function readNames(read: JsonReader, path: string, range: TimeRange, signal?: AbortSignal): Promise<string[]> {
  return parseReply(namesReply, await read(path, rangeParameters(range), signal), 'logs', expected).data;
}

function bytesOf(reply: unknown): number {
  const { result } = parseReply(volumeReply, reply, 'logs', expected).data;
  return result.reduce((total, { value: [, bytes] }) => total + bytes, 0);
}

function linesOf(reply: z.infer<typeof streamsReply>): LogLine[] {
  const lines = reply.data.result.flatMap(({ stream, values }) =>
    values.map(([nanoseconds, line]) => ({
      timestampMs: Number(BigInt(nanoseconds) / nanosecondsPerMillisecond),
      line,
      labels: stream,
    }))
  );
  return lines.sort((first, second) => first.timestampMs - second.timestampMs);
}

function rangeParameters(range: TimeRange): { start: string; end: string } {
  return { start: nanoseconds(range.fromMs), end: nanoseconds(range.toMs) };
}

function nanoseconds(timestampMs: number): string {
  return String(BigInt(Math.round(timestampMs)) * nanosecondsPerMillisecond);
}
