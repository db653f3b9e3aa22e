import type { TelemetrySourceName } from './telemetry-error.ts';

/** Where a source answers: an address and what proves that we may ask. */
export interface Endpoint {
  source: TelemetrySourceName;
  baseUrl: string;
  headers: Record<string, string>;
}

/** Looked up for every request, because Grafana's data sources are known only after discovery. */
export type EndpointResolver = (signal?: AbortSignal) => Promise<Endpoint>;

/** The endpoint of a directly configured URL, with a bearer token when there is one. */
export function directEndpoint(source: TelemetrySourceName, url: string, token?: string): EndpointResolver {
  const endpoint: Endpoint = {
    source,
    baseUrl: url.replace(/\/+$/, ''),
    headers: token === undefined || token === '' ? {} : { authorization: `Bearer ${token}` },
  };
  return () => Promise.resolve(endpoint);
}

/** The URL of a path below an endpoint; parameters that are undefined are left out. */
export function urlOf(endpoint: Endpoint, path: string, parameters: QueryParameters = {}): URL {
  const url = new URL(endpoint.baseUrl + path);
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        url.searchParams.append(name, String(item));
      }
    }
  }
  return url;
}

export type QueryParameters = Record<string, string | number | readonly string[] | undefined>;
