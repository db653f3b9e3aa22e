import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { verifyIdentity } from './identity';
import { answer, problem, type Scenario } from './routes';

/** Questions that are too long for a URL. */
const readingPaths = ['/api/v1/query', '/api/v1/correlate'];

export interface GoldenService {
  server: Server;
  close: () => Promise<void>;
}

/**
 * A stand-in for the Vigil service: fixed answers from the contract's goldens behind the same signed identity.
 * `POST /scenario/<name>` on it switches between them.
 */
export async function startGoldenService(port: number, secret: string): Promise<GoldenService> {
  const state: { scenario: Scenario } = { scenario: 'busy' };
  const server = createServer((request, response) => {
    void respond(request, response, secret, state).catch((error: unknown) =>
      send(response, 500, problem(500, 'internal', String(error)))
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { server, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  secret: string,
  state: { scenario: Scenario }
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://vigil');
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  if (method === 'POST' && url.pathname.startsWith('/scenario/')) {
    state.scenario = url.pathname.split('/')[2] as Scenario;
    return send(response, 200, state);
  }
  if (state.scenario === 'unreadable') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in</body></html>');
    return;
  }
  const claims = verifyIdentity(request.headers.authorization, secret);
  if (claims === undefined) {
    return send(response, 401, problem(401, 'unauthorized', 'The identity is not valid.'));
  }
  if (method === 'POST' && claims.role === 'Viewer' && !readingPaths.includes(url.pathname)) {
    return send(response, 403, problem(403, 'forbidden', 'This needs the role Editor.'));
  }
  const { status, body: content } = answer(
    { method, path: url.pathname, parameters: url.searchParams, body, role: claims.role },
    state.scenario
  );
  send(response, status, content);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const contentType = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': contentType }).end(JSON.stringify(body));
}
