import { Agent, request } from 'node:http';

export interface HttpRequest {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** Gives idle connections up before the server does, so that none is closed under a new request. */
const idleTimeoutMs = 20_000;
const agent = new Agent({ keepAlive: true, timeout: idleTimeoutMs });

/** One request with a JSON body over a kept connection; rejects with a `TimeoutError` or the error of the connection. */
export function sendJson(url: string, { method, headers, body, timeoutMs }: HttpRequest): Promise<HttpAnswer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, agent, headers: { ...headers, ...headersOf(payload) }, signal: AbortSignal.timeout(timeoutMs) },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => (text += chunk));
        incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
        incoming.once('error', reject);
      }
    );
    outgoing.once('error', (error) => reject(isTimeout(error) ? (error.cause as Error) : error));
    outgoing.end(payload);
  });
}

export function isTimeout(error: unknown): boolean {
  const names = [error, error instanceof Error ? error.cause : undefined].map((part) =>
    part instanceof Error ? part.name : ''
  );
  return names.includes('TimeoutError');
}

function headersOf(payload: string | undefined): Record<string, string | number> {
  return payload === undefined
    ? {}
    : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) };
}
