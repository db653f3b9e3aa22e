import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

export interface FakeServer {
  url: string;
  /** Path and query of every request, in order. */
  requests: URL[];
  handle(handler: Handler): void;
  close(): Promise<void>;
}

/** A real HTTP server on a free port whose answers a test decides. */
export async function startFakeServer(handler: Handler = json({})): Promise<FakeServer> {
  let current = handler;
  const requests: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    requests.push(url);
    current(request, response, url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    handle: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function json(body: unknown, status = 200): Handler {
  return text(JSON.stringify(body), status, 'application/json');
}

export function text(body: string, status = 200, contentType = 'text/plain'): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body);
  };
}
