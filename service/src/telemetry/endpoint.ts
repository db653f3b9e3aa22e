import { parseAddress } from './address.ts';
import type { TelemetrySourceName } from './telemetry-error.ts';

/** Where a source answers: an address and what proves that we may ask. */
export interface Endpoint {
  source: TelemetrySourceName;
  baseUrl: string;
  headers: Record<string, string>;
}

/** Looked up for every request, because Grafana's data sources are known only after discovery. */
export type EndpointResolver = (signal?: AbortSignal) => Promise<Endpoint>;

/**
 * The endpoint of a directly configured URL, with a bearer token when there is one, else with the user name and password
 * of the URL.
 */
export function directEndpoint(source: TelemetrySourceName, configured: string, token?: string): EndpointResolver {
  const { url, headers } = parseAddress(configured);
  const endpoint: Endpoint = {
    source,
    baseUrl: url.href,
    headers: token === undefined || token === '' ? headers : { authorization: `Bearer ${token}` },
  };
  return () => Promise.resolve(endpoint);
}

/** The URL of a path below an endpoint, whose own query stays; parameters that are undefined are left out. */
export function urlOf(endpoint: Endpoint, path: string, parameters: QueryParameters = {}): URL {
  const url = new URL(endpoint.baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
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
