import type { EndpointResolver } from '../endpoint.ts';
import { createJsonReader, createProbeReader } from '../guarded-fetch.ts';
import type { FetchLimits } from '../guarded-fetch.ts';
import { createSourceHealth } from '../source-health.ts';
import type { MetricsSource, TimeRange } from '../telemetry.ts';
import { parseMatrix, parseNames, parseVector } from './parse-reply.ts';
import { queryInPieces } from './query-in-pieces.ts';

/** A client of the Prometheus HTTP API. */
export function createPrometheusSource(resolve: EndpointResolver, limits?: FetchLimits): MetricsSource {
  const health = createSourceHealth();
  const read = createJsonReader(resolve, health, limits);
  const probe = createProbeReader(resolve, health, limits);

  return {
    health,
    async queryInstant(query, atMs, signal) {
      return parseVector(await read('/api/v1/query', { query, time: seconds(atMs) }, signal));
    },
    queryRange(query, range, stepSeconds, signal) {
      return queryInPieces(range, stepSeconds, async (piece) => {
        const parameters = { query, ...rangeParameters(piece), step: stepSeconds };
        return parseMatrix(await read('/api/v1/query_range', parameters, signal));
      });
    },
    async labelValues(label, matchers, range, signal) {
      const path = `/api/v1/label/${encodeURIComponent(label)}/values`;
      return parseNames(await read(path, { 'match[]': matchers, ...rangeParameters(range) }, signal));
    },
    async probe(signal) {
      parseVector(await probe('/api/v1/query', { query: 'vector(1)' }, signal));
    },
  };
}

function rangeParameters(range: TimeRange): { start: string; end: string } {
  return { start: seconds(range.fromMs), end: seconds(range.toMs) };
}

function seconds(timestampMs: number): string {
  return (timestampMs / 1000).toFixed(3);
}
