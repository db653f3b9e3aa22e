export const serviceNames = [
  'gateway',
  'orders',
  'catalog',
  'payments',
  'ai-engine',
  'executor',
  'llm-gateway',
] as const;

export type ServiceName = (typeof serviceNames)[number];

export interface CatalogEntry {
  readonly name: ServiceName;
  readonly metricsPath: string;
  readonly version: string;
  /** Whether it exports its own process's CPU and memory, instead of a modelled JVM's. */
  readonly hasProcessMetrics: boolean;
  /** The services that it calls. */
  readonly calls: readonly ServiceName[];
}

const node = { metricsPath: '/metrics', hasProcessMetrics: true };
const springBoot = { metricsPath: '/actuator/prometheus', hasProcessMetrics: false };

export const services: readonly CatalogEntry[] = [
  { ...node, name: 'gateway', version: '3.4.1', calls: ['orders', 'catalog', 'ai-engine'] },
  { ...node, name: 'orders', version: '1.8.2', calls: ['payments'] },
  { ...node, name: 'catalog', version: '2.1.0', calls: [] },
  { ...springBoot, name: 'payments', version: '5.0.3', calls: [] },
  { ...node, name: 'ai-engine', version: '0.12.0', calls: ['llm-gateway', 'executor'] },
  { ...node, name: 'executor', version: '0.9.4', calls: [] },
  { ...node, name: 'llm-gateway', version: '1.3.0', calls: [] },
];

export interface Call {
  readonly caller: ServiceName;
  readonly callee: ServiceName;
}

export const callGraph: readonly Call[] = services.flatMap(({ name, calls }) =>
  calls.map((callee) => ({ caller: name, callee }))
);

export function findService(name: ServiceName): CatalogEntry {
  const entry = services.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    throw new Error(`The demo system has no service '${name}'`);
  }
  return entry;
}

/** What identifies a service's series; the instance has a name of its own, so that ports do not end up in history. */
export function targetLabelsOf(service: ServiceName) {
  return { service, job: service, instance: `${service}-0` };
}
