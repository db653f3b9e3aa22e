import type { EndpointResolver } from './endpoint.ts';
import { createJsonReader, createProbeReader } from './guarded-fetch.ts';
import type { FetchLimits } from './guarded-fetch.ts';
import { createJaegerSource } from './jaeger/traces-source.ts';
import { createSourceHealth } from './source-health.ts';
import type { TracesSource } from './telemetry.ts';
import { createTempoSource } from './tempo/traces-source.ts';

export type TracesBackend = 'jaeger' | 'tempo';

/** A client whose backend is known from the start. */
export function createTracesSource(
  backend: TracesBackend,
  resolve: EndpointResolver,
  limits?: FetchLimits
): TracesSource {
  const health = createSourceHealth();
  const read = createJsonReader(resolve, health, limits);
  const probe = createProbeReader(resolve, health, limits);
  return backend === 'tempo' ? createTempoSource(read, probe, health) : createJaegerSource(read, probe, health);
}

/** A client that learns with each request which backend there is: behind Grafana it is known only after discovery. */
export function createDiscoveredTracesSource(
  discover: (signal?: AbortSignal) => Promise<TracesBackend>,
  resolve: EndpointResolver,
  limits?: FetchLimits
): TracesSource {
  const health = createSourceHealth();
  const read = createJsonReader(resolve, health, limits);
  const probe = createProbeReader(resolve, health, limits);
  const clients = {
    jaeger: createJaegerSource(read, probe, health),
    tempo: createTempoSource(read, probe, health),
  };
  const client = (signal?: AbortSignal): Promise<TracesSource> =>
    health.observe(async () => clients[await discover(signal)]);

  return {
    health,
    services: async (range, signal) => (await client(signal)).services(range, signal),
    search: async (search, signal) => (await client(signal)).search(search, signal),
    dependencies: async (range, signal) => (await client(signal)).dependencies(range, signal),
    probe: async (signal) => (await client(signal)).probe(signal),
  };
}
