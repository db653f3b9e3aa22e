import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { InvalidInputError } from '../behavior/invalid-input-error.ts';
import type { JsonObject } from '../behavior/request.ts';

export interface HttpReply {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
}

export type Handler = (incoming: IncomingMessage) => Promise<HttpReply>;

const idleTimeoutMs = 120_000;

export function jsonReply(status: number, body: unknown): HttpReply {
  return { status, body: JSON.stringify(body), contentType: 'application/json' };
}

export async function listen(host: string, port: number, handle: Handler): Promise<Server> {
  const server = createServer(
    { keepAliveTimeout: idleTimeoutMs },
    (incoming, outgoing) => void respond(incoming, outgoing, handle)
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return server;
}

/** Lets the requests that are being answered finish. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** The JSON object in the body, an empty one without a body. */
export async function readJson(incoming: IncomingMessage): Promise<JsonObject> {
  let text = '';
  incoming.setEncoding('utf8');
  for await (const chunk of incoming) {
    text += chunk as string;
  }
  return parseObject(text === '' ? '{}' : text);
}

function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError('The body is not JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError('The body is not a JSON object');
  }
  return value as JsonObject;
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse, handle: Handler): Promise<void> {
  const { status, body, contentType } = await handle(incoming).catch(replyToError);
  outgoing.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }).end(body);
}

function replyToError(error: unknown): HttpReply {
  return jsonReply(error instanceof InvalidInputError ? 400 : 500, {
    error: error instanceof Error ? error.message : String(error),
  });
}
