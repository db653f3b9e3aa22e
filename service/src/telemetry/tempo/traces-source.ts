import type { JsonReader } from '../guarded-fetch.ts';
import type { SourceHealth } from '../source-health.ts';
import { TelemetryError } from '../telemetry-error.ts';
import type { TimeRange, Trace, TraceSearch, TracesSource } from '../telemetry.ts';
import { parseTempoSearch, parseTempoTagValues, parseTempoTrace } from './parse-traces.ts';

/** A client of Tempo's HTTP API. Tempo keeps no service graph of its own, so `dependencies` is empty. */
export function createTempoSource(read: JsonReader, probe: JsonReader, health: SourceHealth): TracesSource {
  const trace = async (traceId: string, signal?: AbortSignal): Promise<Trace | null> => {
    try {
      return parseTempoTrace(traceId, await read(`/api/v2/traces/${encodeURIComponent(traceId)}`, {}, signal));
    } catch (error) {
      if (error instanceof TelemetryError && error.code === 'not-found') {
        return null;
      }
      throw error;
    }
  };
  return {
    health,
    services: (range, signal) => readServices(read, range, signal),
    async search(search, signal) {
      const parameters = { q: traceQl(search), limit: search.limit, ...rangeParameters(search.range) };
      const traceIds = parseTempoSearch(await read('/api/search', parameters, signal));
      const traces = await Promise.all(traceIds.map((traceId) => trace(traceId, signal)));
      return traces.filter((found) => found !== null);
    },
    dependencies: () => Promise.resolve([]),
    async probe(signal) {
      const nowMs = Date.now();
      await readServices(probe, { fromMs: nowMs - 60_000, toMs: nowMs }, signal);
    },
  };
}

async function readServices(read: JsonReader, range: TimeRange, signal?: AbortSignal): Promise<string[]> {
  const path = '/api/v2/search/tag/resource.service.name/values';
  return parseTempoTagValues(await read(path, rangeParameters(range), signal));
}

function traceQl({ service, onlyFailed }: TraceSearch): string {
  const conditions = [`resource.service.name = ${JSON.stringify(service)}`];
  if (onlyFailed === true) {
    conditions.push('status = error');
  }
  return `{ ${conditions.join(' && ')} }`;
}

function rangeParameters(range: TimeRange): { start: number; end: number } {
  return { start: Math.floor(range.fromMs / 1000), end: Math.ceil(range.toMs / 1000) };
}
