import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { waitUntilHealthy } from './health.ts';
import { binaryDirectory } from './paths.ts';
import { assertPortIsFree } from './ports.ts';
import { type ManagedProcess, startProcess } from './process.ts';

export interface RunningComponent extends Pick<
  ManagedProcess,
  'name' | 'pid' | 'logFile' | 'ending' | 'pause' | 'resume'
> {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ComponentLocation {
  /** Data, configuration and log go into a folder of the component's name below this one. */
  readonly directory: string;
  /** A free port is taken when there is none. */
  readonly port?: number;
  readonly niceness?: number;
}

export interface Launch {
  readonly name: string;
  readonly directory: string;
  readonly niceness?: number;
  readonly args: readonly string[];
  readonly ports: readonly number[];
  readonly url: string;
  readonly healthPath: string;
  readonly stopGraceMs?: number;
}

export async function componentDirectory({ directory }: ComponentLocation, name: string): Promise<string> {
  const own = path.join(directory, name);
  await mkdir(own, { recursive: true });
  return own;
}

/** Starts one of the built programs and waits until it answers; nothing is left running when it does not. */
export async function launch(options: Launch): Promise<RunningComponent> {
  const { name, directory, niceness, args, ports, url, healthPath, stopGraceMs } = options;
  await Promise.all(ports.map((port) => assertPortIsFree(port, name)));
  const process = await startProcess({
    name,
    command: path.join(binaryDirectory, name),
    args,
    directory,
    niceness,
    logFile: path.join(directory, `${name}.log`),
  });
  try {
    await waitUntilHealthy({ url: `${url}${healthPath}`, process });
  } catch (error) {
    await process.stop();
    throw error;
  }
  return { ...process, url, stop: () => process.stop(stopGraceMs) };
}
