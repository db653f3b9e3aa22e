import { setTimeout as delay } from 'node:timers/promises';
import { shownAddress } from './address.ts';
import { isWebPage, refusalOf, webPageAt } from './answer-problems.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { connectionReason } from './connection-reason.ts';
import { urlOf } from './endpoint.ts';
import type { Endpoint, EndpointResolver, QueryParameters } from './endpoint.ts';
import { readLimitedText } from './limited-body.ts';
import type { SourceHealth } from './source-health.ts';
import { TelemetryError } from './telemetry-error.ts';

export interface FetchLimits {
  timeoutMs: number;
  maxResponseBytes: number;
  maxConcurrent: number;
  /** Further attempts after a transient failure. */
  maxRetries: number;
  retryDelayMs: number;
}

export const defaultFetchLimits: FetchLimits = {
  timeoutMs: 15_000,
  maxResponseBytes: 128 * 1024 * 1024,
  maxConcurrent: 8,
  maxRetries: 2,
  retryDelayMs: 200,
};

/** Reads JSON below one endpoint. Only idempotent reads go through here, so that a transient failure may be retried. */
export type JsonReader = (path: string, parameters?: QueryParameters, signal?: AbortSignal) => Promise<unknown>;

/**
 * A reader that every telemetry client is built on: one deadline per attempt, bounded answers, no redirects, a limit on
 * parallel requests, and a typed {@link TelemetryError} for each way in which a server can let us down.
 */
export function createJsonReader(
  resolve: EndpointResolver,
  health: SourceHealth,
  limits: FetchLimits = defaultFetchLimits
): JsonReader {
  const limited = createConcurrencyLimit(limits.maxConcurrent);
  return (path, parameters, signal) =>
    health.observe(async () => {
      const endpoint = await resolve(signal);
      const url = urlOf(endpoint, path, parameters);
      return limited(() => readWithRetries(endpoint, url, limits, signal), signal).catch((error: unknown) => {
        throw signal?.aborted === true ? givenUp(endpoint, url, error) : error;
      });
    });
}

/**
 * A reader for probes, which must tell at once how the source is: it never queues behind other reads, and a failure is
 * the answer, not a reason to try again.
 */
export function createProbeReader(
  resolve: EndpointResolver,
  health: SourceHealth,
  limits: FetchLimits = defaultFetchLimits
): JsonReader {
  return createJsonReader(resolve, health, { ...limits, maxConcurrent: Number.POSITIVE_INFINITY, maxRetries: 0 });
}

async function readWithRetries(
  endpoint: Endpoint,
  url: URL,
  limits: FetchLimits,
  signal: AbortSignal | undefined
): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await readOnce(endpoint, url, limits, signal);
    } catch (error) {
      const canRetry = error instanceof TelemetryError && error.isTransient && attempt < limits.maxRetries;
      if (!canRetry || signal?.aborted === true) {
        throw error;
      }
      await delay(limits.retryDelayMs * 2 ** attempt, undefined, { signal });
    }
  }
}

async function readOnce(
  endpoint: Endpoint,
  url: URL,
  limits: FetchLimits,
  signal: AbortSignal | undefined
): Promise<unknown> {
  const address = shownAddress(url);
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const { response, body } = await readBody(endpoint, url, limits, deadline, signal).catch((error: unknown) => {
    throw connectionProblem(endpoint, address, error, deadline, limits.timeoutMs);
  });
  const { source } = endpoint;
  if (response.status >= 300 && response.status < 400) {
    const target = targetOf(response, url);
    throw new TelemetryError(source, 'redirected', `${address} redirects to ${target}. Configure the final URL.`);
  }
  if (!response.ok) {
    throw refusalOf(source, address, response.status, body);
  }
  if (isWebPage(response.headers.get('content-type'), body)) {
    throw webPageAt(source, address);
  }
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    const reason = `${address} answered with something that is not JSON, or with only a part of it.`;
    throw new TelemetryError(source, 'invalid-json', `${reason} Is a proxy cutting answers short?`, { cause: error });
  }
}

async function readBody(
  endpoint: Endpoint,
  url: URL,
  limits: FetchLimits,
  deadline: AbortSignal,
  signal: AbortSignal | undefined
): Promise<{ response: Response; body: string }> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...endpoint.headers },
    redirect: 'manual',
    signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
  });
  const address = shownAddress(url);
  return { response, body: await readLimitedText(response, limits.maxResponseBytes, endpoint.source, address) };
}

function connectionProblem(
  endpoint: Endpoint,
  address: string,
  error: unknown,
  deadline: AbortSignal,
  timeoutMs: number
): TelemetryError {
  const { source } = endpoint;
  if (error instanceof TelemetryError) {
    return error;
  }
  if (deadline.aborted) {
    const message = `${address} did not answer within ${timeoutMs} ms. Is the server overloaded?`;
    return new TelemetryError(source, 'timeout', message, { cause: error });
  }
  const message = `${address} cannot be reached (${connectionReason(error)}). Is the server running and the URL right?`;
  return new TelemetryError(source, 'unreachable', message, { cause: error });
}

function givenUp({ source }: Endpoint, url: URL, cause: unknown): TelemetryError {
  return new TelemetryError(source, 'cancelled', `The request to ${shownAddress(url)} was given up.`, { cause });
}

function targetOf(response: Response, url: URL): string {
  const location = response.headers.get('location') ?? '';
  return location !== '' && URL.canParse(location, url) ? shownAddress(new URL(location, url)) : 'somewhere else';
}
