import { z } from 'zod';
import { parseAddress, shownAddress } from '../address.ts';
import { createJsonReader, createProbeReader } from '../guarded-fetch.ts';
import type { Endpoint } from '../endpoint.ts';
import { directEndpoint } from '../endpoint.ts';
import type { JsonReader } from '../guarded-fetch.ts';
import { parseReply } from '../reply-shape.ts';
import { createSourceHealth } from '../source-health.ts';
import type { SourceHealth } from '../source-health.ts';
import { TelemetryError } from '../telemetry-error.ts';
import type { TelemetrySourceName } from '../telemetry-error.ts';

const refreshAfterMs = 300_000;

const dataSourceList = z.array(
  z.object({ uid: z.string(), name: z.string(), type: z.string(), isDefault: z.boolean().default(false) })
);
type DataSource = z.infer<typeof dataSourceList>[number];

export interface GrafanaConnection {
  url: string;
  token: string;
}

export interface DataSourceChoice {
  source: TelemetrySourceName;
  /** Plugin ids of data sources that can serve, the preferred one first. */
  types: readonly string[];
  /** Chosen by the operator; otherwise Grafana's default or the first of a fitting type. */
  uid?: string;
}

export interface GrafanaDataSources {
  readonly health: SourceHealth;
  /** The data source to ask, and where Grafana passes requests on to it. */
  choose(choice: DataSourceChoice, signal?: AbortSignal): Promise<{ type: string; endpoint: Endpoint }>;
  probe(signal?: AbortSignal): Promise<void>;
}

/** Grafana's data sources as telemetry: discovered with a service account's token and read through Grafana's proxy. */
export function createGrafanaDataSources(
  { url, token }: GrafanaConnection,
  now: () => number = Date.now
): GrafanaDataSources {
  const baseUrl = shownAddress(parseAddress(url).url);
  const health = createSourceHealth();
  const read = createJsonReader(directEndpoint('grafana', baseUrl, token), health);
  const probe = createProbeReader(directEndpoint('grafana', baseUrl, token), health);
  let known: { list: DataSource[]; readAtMs: number } | null = null;

  const refresh = async (ask: JsonReader, signal?: AbortSignal): Promise<DataSource[]> => {
    const reply = await ask('/api/datasources', {}, signal);
    const list = parseReply(dataSourceList, reply, 'grafana', "Grafana's data source list");
    known = { list, readAtMs: now() };
    return list;
  };

  return {
    health,
    async choose(choice, signal) {
      const isFresh = known !== null && now() - known.readAtMs < refreshAfterMs;
      const list = isFresh && known !== null ? known.list : await refresh(read, signal);
      const chosen = pick(list, choice);
      if (chosen === undefined) {
        throw noSuchDataSource(choice, baseUrl);
      }
      const endpoint: Endpoint = {
        source: choice.source,
        baseUrl: `${baseUrl}/api/datasources/proxy/uid/${encodeURIComponent(chosen.uid)}`,
        headers: { authorization: `Bearer ${token}` },
      };
      return { type: chosen.type, endpoint };
    },
    async probe(signal) {
      await refresh(probe, signal);
    },
  };
}

function pick(list: readonly DataSource[], { types, uid }: DataSourceChoice): DataSource | undefined {
  if (uid !== undefined) {
    return list.find((candidate) => candidate.uid === uid && types.includes(candidate.type));
  }
  const fitting = list.filter(({ type }) => types.includes(type));
  return (
    fitting.find(({ isDefault }) => isDefault) ??
    fitting.toSorted((first, second) => types.indexOf(first.type) - types.indexOf(second.type))[0]
  );
}

function noSuchDataSource({ source, types, uid }: DataSourceChoice, baseUrl: string): TelemetryError {
  const wanted = types.join(' or ');
  if (uid === undefined) {
    const message = `Grafana at ${baseUrl} has no data source of type ${wanted} that the token may see. Add one, or give the service account permission to read it.`;
    return new TelemetryError(source, 'not-configured', message);
  }
  const message = `Grafana at ${baseUrl} has no data source with the UID "${uid}" of type ${wanted}. Correct the UID in the configuration.`;
  return new TelemetryError(source, 'unexpected-shape', message);
}
