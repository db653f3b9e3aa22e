import { findFreePorts } from './ports.ts';
import { componentDirectory, type ComponentLocation, launch, type RunningComponent } from './running-component.ts';

export interface RunningJaeger extends RunningComponent {
  /** Base address for OTLP over HTTP; the exporter adds `/v1/traces`. */
  readonly otlpUrl: string;
}

export interface JaegerOptions extends ComponentLocation {
  readonly otlpPort?: number;
  readonly maxTraces?: number;
}

interface JaegerPorts {
  readonly query: number;
  readonly otlpHttp: number;
  readonly otlpGrpc: number;
  readonly queryGrpc: number;
  readonly collectorHttp: number;
  readonly collectorGrpc: number;
  readonly admin: number;
}

const defaultMaxTraces = 20_000;
/** It has nothing to save, and its own shutdown takes more than eight seconds. */
const stopGraceMs = 100;

export async function startJaeger(options: JaegerOptions): Promise<RunningJaeger> {
  const directory = await componentDirectory(options, 'jaeger');
  const ports = await choosePorts(options);
  const url = `http://127.0.0.1:${ports.query}`;
  const running = await launch({
    name: 'jaeger',
    directory,
    niceness: options.niceness,
    args: jaegerArguments(ports, options.maxTraces ?? defaultMaxTraces),
    ports: Object.values(ports),
    url,
    healthPath: '/api/services',
    stopGraceMs,
  });
  return { ...running, otlpUrl: `http://127.0.0.1:${ports.otlpHttp}` };
}

export function jaegerArguments(ports: JaegerPorts, maxTraces: number): string[] {
  const on = (port: number) => `127.0.0.1:${port}`;
  return [
    '--collector.otlp.enabled=true',
    `--collector.otlp.http.host-port=${on(ports.otlpHttp)}`,
    `--collector.otlp.grpc.host-port=${on(ports.otlpGrpc)}`,
    `--collector.http-server.host-port=${on(ports.collectorHttp)}`,
    `--collector.grpc-server.host-port=${on(ports.collectorGrpc)}`,
    `--query.http-server.host-port=${on(ports.query)}`,
    `--query.grpc-server.host-port=${on(ports.queryGrpc)}`,
    `--admin.http.host-port=${on(ports.admin)}`,
    `--memory.max-traces=${maxTraces}`,
    '--log-level=warn',
  ];
}

async function choosePorts({ port, otlpPort }: JaegerOptions): Promise<JaegerPorts> {
  const free = await findFreePorts(7);
  const [query, otlpHttp, otlpGrpc, queryGrpc, collectorHttp, collectorGrpc, admin] = free as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    query: port ?? query,
    otlpHttp: otlpPort ?? otlpHttp,
    otlpGrpc,
    queryGrpc,
    collectorHttp,
    collectorGrpc,
    admin,
  };
}
