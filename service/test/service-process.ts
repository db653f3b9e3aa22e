import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { sharedSecret } from './sign-identity.ts';

const program = new URL('../src/server.ts', import.meta.url).pathname;

export interface EndedProcess {
  exitCode: number | null;
  stderr: string;
}

export interface ServiceProcess {
  /** Where it listens; waits until it does. */
  address(): Promise<string>;
  signal(name: NodeJS.Signals): void;
  ended(): Promise<EndedProcess>;
}

/** The real process, on a free port unless told otherwise. */
export function startServiceProcess(environment: Record<string, string>): ServiceProcess {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, API_PORT: '0', VIGIL_SHARED_SECRET: sharedSecret, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = endOf(child);
  const listening = addressFrom(child);
  return {
    address: () => Promise.race([listening, ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]),
    signal: (name) => child.kill(name),
    ended: () => ended,
  };
}

async function endOf(child: ChildProcess): Promise<EndedProcess> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = await once(child, 'close');
  return { exitCode, stderr };
}

function addressFrom(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  createInterface(child.stdout!).on('line', (line) => {
    const address = /Server listening at (http:[^"]+)/.exec(line)?.[1];
    if (address !== undefined) {
      resolve(address);
    }
  });
  return promise;
}
