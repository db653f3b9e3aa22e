import type { ServiceStatus } from '@vigil/contract';
import { pollUntil } from './poll.ts';
import type { ServiceClient } from './service-client.ts';
import type { RunningService } from './service-process.ts';

export interface ModelsWait {
  readonly client: ServiceClient;
  readonly service: RunningService;
  readonly report: (text: string) => void;
  readonly signal: AbortSignal;
}

const timeoutMs = 180_000;
const intervalMs = 500;
const reportEveryMs = 5_000;

/** Waits until every series that was discovered has a model and has been scored with it. */
export async function waitForModels({ client, service, report, signal }: ModelsWait): Promise<ServiceStatus> {
  let status = await client.status();
  let reportedAtMs = -Infinity;
  const isReady = async () => {
    assertRunning(service);
    status = await client.status();
    if (performance.now() - reportedAtMs >= reportEveryMs) {
      reportedAtMs = performance.now();
      report(describeTraining(status));
    }
    return isTrained(status);
  };
  const describe = () => `${describeTraining(status)}\n  log: ${service.logFile}`;
  await pollUntil(isReady, { what: 'Training the models', timeoutMs, intervalMs, describe, signal });
  return status;
}

export function isTrained({ detection }: ServiceStatus): boolean {
  const { seriesCount, trainedSeriesCount, lastScoredAt } = detection;
  return seriesCount > 0 && trainedSeriesCount === seriesCount && lastScoredAt !== null;
}

export function describeTraining({ detection, components }: ServiceStatus): string {
  const { seriesCount, trainedSeriesCount } = detection;
  const broken = components.filter(({ state }) => state === 'down').map(({ name, message }) => `${name}: ${message}`);
  const training = seriesCount === 0 ? 'Looking for series' : `Models trained: ${trainedSeriesCount} of ${seriesCount}`;
  return [training, ...broken].join('; ');
}

function assertRunning(service: RunningService): void {
  const ending = service.ending();
  if (ending !== null) {
    throw new Error(`The Vigil service stopped (${ending})\n  log: ${service.logFile}`);
  }
}
