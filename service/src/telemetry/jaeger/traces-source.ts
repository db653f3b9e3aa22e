import type { JsonReader } from '../guarded-fetch.ts';
import type { SourceHealth } from '../source-health.ts';
import type { TracesSource } from '../telemetry.ts';
import { parseJaegerDependencies, parseJaegerServices, parseJaegerTraces } from './parse-traces.ts';

/** A client of Jaeger's query API. */
export function createJaegerSource(read: JsonReader, probe: JsonReader, health: SourceHealth): TracesSource {
  return {
    health,
    async services(_range, signal) {
      return parseJaegerServices(await read('/api/services', {}, signal));
    },
    async search({ service, range, limit, onlyFailed }, signal) {
      const parameters = {
        service,
        start: microseconds(range.fromMs),
        end: microseconds(range.toMs),
        limit,
        tags: onlyFailed === true ? JSON.stringify({ error: 'true' }) : undefined,
      };
      return parseJaegerTraces(await read('/api/traces', parameters, signal));
    },
    async dependencies(range, signal) {
      const parameters = { endTs: Math.round(range.toMs), lookback: Math.round(range.toMs - range.fromMs) };
      return parseJaegerDependencies(await read('/api/dependencies', parameters, signal));
    },
    async probe(signal) {
      parseJaegerServices(await probe('/api/services', {}, signal));
    },
  };
}

function microseconds(timestampMs: number): number {
  return Math.round(timestampMs * 1000);
}
