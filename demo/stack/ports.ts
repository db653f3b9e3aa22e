import { createServer, type Server } from 'node:net';

/** Reserves all ports at once, so that no two of them are the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => portOf(server));
  await Promise.all(servers.map((server) => close(server)));
  return ports;
}

/** The preferred port when nobody listens there, else any. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) {
    return preferred;
  }
  const [port] = await findFreePorts(1);
  return port as number;
}

async function isFree(port: number): Promise<boolean> {
  return assertPortIsFree(port, 'a preference').then(
    () => true,
    () => false
  );
}

export interface ReservedPort {
  readonly port: number;
  /** Gives it up, right before its owner listens there. */
  release(): Promise<void>;
}

/** Holds a port that others are told about before its owner starts. */
export async function reservePort(preferred: number): Promise<ReservedPort> {
  const server = await listen(preferred).catch(() => listen(0));
  return { port: portOf(server), release: () => close(server) };
}

/** A health check on a taken port would be answered by somebody else's process. */
export async function assertPortIsFree(port: number, purpose: string): Promise<void> {
  try {
    await close(await listen(port));
  } catch (error) {
    throw new Error(`Port ${port} for ${purpose} is in use on 127.0.0.1`, { cause: error });
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Whoever calls before the owner listens is turned away: an open connection would keep the port from being given up.
    const server = createServer((connection) => connection.destroy());
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('A TCP server has no port');
  }
  return address.port;
}
