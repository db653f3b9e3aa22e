import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { waitUntilHealthy } from '../stack/health.ts';
import { localDirectory, repositoryDirectory } from '../stack/paths.ts';
import { assertPortIsFree } from '../stack/ports.ts';
import { type ManagedProcess, startProcess } from '../stack/process.ts';

export interface ServiceSecrets {
  readonly shared: string;
  readonly webhookToken: string;
  readonly webhookSecret: string;
}

export function createSecrets(): ServiceSecrets {
  const secret = () => randomBytes(32).toString('hex');
  return { shared: secret(), webhookToken: secret(), webhookSecret: secret() };
}

export interface ServiceOptions {
  readonly directory: string;
  readonly niceness?: number;
  readonly port: number;
  readonly secrets: ServiceSecrets;
  /** Where it reads telemetry: direct addresses, or Grafana and a token of it. */
  readonly telemetry: Readonly<Record<string, string>>;
  readonly remoteWriteUrl: string;
}

export interface RunningService extends Pick<ManagedProcess, 'ending' | 'logFile' | 'pid' | 'pause' | 'resume'> {
  readonly url: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 90_000;

/** What a developer's shell may hold for other purposes. */
const withoutInheritedSettings: Readonly<Record<string, undefined>> = {
  DATABASE_URL: undefined,
  GRAFANA_URL: undefined,
  GRAFANA_TOKEN: undefined,
  PROMETHEUS_URL: undefined,
  VM_URL: undefined,
  VM_TOKEN: undefined,
  LOKI_URL: undefined,
  TEMPO_URL: undefined,
  JAEGER_URL: undefined,
};

/** Starts the Vigil service on its embedded database and waits until it answers. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { directory, niceness, port, secrets, telemetry, remoteWriteUrl } = options;
  await assertPortIsFree(port, 'the Vigil service');
  const url = `http://127.0.0.1:${port}`;
  const child = await startProcess({
    name: 'vigil',
    command: process.execPath,
    args: [path.join(repositoryDirectory, 'service', 'src', 'server.ts')],
    directory: path.join(repositoryDirectory, 'service'),
    env: {
      ...withoutInheritedSettings,
      ...telemetry,
      API_HOST: '127.0.0.1',
      API_PORT: String(port),
      VIGIL_SHARED_SECRET: secrets.shared,
      VIGIL_WEBHOOK_TOKEN: secrets.webhookToken,
      VIGIL_WEBHOOK_SECRET: secrets.webhookSecret,
      VIGIL_DATA_DIR: path.join(directory, 'vigil', 'data'),
      VIGIL_CONFIG: path.join(repositoryDirectory, 'demo', 'compose', 'vigil.yaml'),
      VIGIL_REMOTE_WRITE_URL: remoteWriteUrl,
      NODE_COMPILE_CACHE: path.join(localDirectory, 'compile-cache'),
    },
    logFile: path.join(directory, 'vigil', 'vigil.log'),
    niceness,
  });
  try {
    await waitUntilHealthy({ url: `${url}/health`, timeoutMs: startTimeoutMs, process: child });
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { ...child, url, stop: () => child.stop() };
}
