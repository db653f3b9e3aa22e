import { contractVersion } from '@vigil/contract';
import type { ServiceStatus } from '@vigil/contract';
import type { HealthMonitor } from './health-monitor.ts';

export type DetectionStatus = ServiceStatus['detection'];

export interface StatusSource {
  health: HealthMonitor;
  detection: () => DetectionStatus;
  version: string;
  startedAt: Date;
}

/** Without these the service can neither remember nor do anything. */
const vital: ReadonlySet<string> = new Set(['database', 'queue']);

export async function getStatus({ health, detection, version, startedAt }: StatusSource): Promise<ServiceStatus> {
  const components = await health.components();
  const down = components.filter(({ state }) => state === 'down');
  const isDown = down.some(({ name }) => vital.has(name));
  const impaired = down.length > 0 ? 'degraded' : 'ok';
  return {
    status: isDown ? 'down' : impaired,
    version,
    contractVersion,
    startedAt: startedAt.toISOString(),
    components,
    detection: detection(),
  };
}
