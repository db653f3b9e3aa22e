import { z } from 'zod';
import type { Labels } from '@vigil/contract';
import { parseReply } from '../reply-shape.ts';
import { TelemetryError } from '../telemetry-error.ts';
import type { TelemetrySourceName } from '../telemetry-error.ts';
import type { InstantSample, MetricSeries } from '../telemetry.ts';

const expected = "Prometheus' HTTP API";
const labelSet = z.record(z.string(), z.string());

const vectorReply = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labelSet, value: z.tuple([z.number(), z.string()]).optional() })),
  }),
});

// Samples are checked by hand below: a training window has millions of them.
const matrixReply = z.object({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labelSet, values: z.array(z.unknown()).optional() })),
  }),
});

const namesReply = z.object({ data: z.array(z.string()) });

export function parseVector(reply: unknown): InstantSample[] {
  return parseReply(vectorReply, reply, 'metrics', expected).data.result.flatMap(({ metric, value }) =>
    value === undefined
      ? []
      : [{ labels: withoutName(metric), timestampMs: Math.round(value[0] * 1000), value: parseSample(value[1]) }]
  );
}

/** A matrix as Prometheus writes it, and Loki after it. */
export function parseMatrix(reply: unknown, source: TelemetrySourceName = 'metrics', whose = expected): MetricSeries[] {
  return parseReply(matrixReply, reply, source, whose).data.result.map(({ metric, values = [] }) => {
    const timestampsMs = new Float64Array(values.length);
    const numbers = new Float64Array(values.length);
    values.forEach((pair, index) => {
      const [seconds, text] = samplePair(pair, source, whose);
      timestampsMs[index] = Math.round(seconds * 1000);
      numbers[index] = parseSample(text);
    });
    return { labels: withoutName(metric), timestampsMs, values: numbers };
  });
}

export function parseNames(reply: unknown): string[] {
  return parseReply(namesReply, reply, 'metrics', expected).data;
}

function samplePair(pair: unknown, source: TelemetrySourceName, whose: string): [number, string] {
  if (Array.isArray(pair) && typeof pair[0] === 'number' && typeof pair[1] === 'string') {
    return [pair[0], pair[1]];
  }
  throw new TelemetryError(source, 'unexpected-shape', `A sample of the answer is not [time, "value"]. ${whose}?`);
}

/** Prometheus writes numbers as text, among them NaN and ±Inf, which all mean that there is no usable value. */
function parseSample(text: string): number {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : Number.NaN;
}

function withoutName({ __name__: _name, ...labels }: Labels): Labels {
  return labels;
}
