import { createServer, type IncomingMessage } from 'node:http';
import { findFreePort } from '../ports.ts';

export interface Delivery {
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface FakeTarget {
  readonly port: number;
  /** What Alertmanager sent, in order. */
  readonly deliveries: Delivery[];
  close(): Promise<void>;
}

/** Something to scrape at /actuator/prometheus that keeps everything else it is sent. */
export async function startFakeTarget(metrics: string): Promise<FakeTarget> {
  const port = await findFreePort();
  const deliveries: Delivery[] = [];
  const keep = async (request: IncomingMessage) => {
    deliveries.push({ authorization: request.headers.authorization, body: await readBody(request) });
  };
  const server = createServer((request, response) => {
    if (request.url === '/actuator/prometheus') {
      response.setHeader('content-type', 'text/plain; version=0.0.4').end(metrics);
      return;
    }
    keep(request).then(
      () => response.end(),
      (error: Error) => response.destroy(error)
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    deliveries,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
