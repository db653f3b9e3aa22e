import { getBackendSrv, isFetchError } from '@grafana/runtime';
import type { Problem, ServiceStatus } from '@vigil/contract';
import { lastValueFrom } from 'rxjs';
import { pluginId } from '../../shared/plugin';

export interface VigilSettings {
  serviceUrl?: string;
}

interface Change {
  settings: VigilSettings;
  /** Undefined leaves the stored one as it is. */
  sharedSecret: string | undefined;
}

/** What the connection test found: the status of the service, or the problem that kept it from being asked. */
export interface ConnectionTest {
  isSaved: boolean;
  isConnected: boolean;
  message: string;
  status?: ServiceStatus;
  problem?: Problem;
}

interface HealthAnswer {
  status: 'OK' | 'ERROR' | 'UNKNOWN';
  message: string;
  details?: ServiceStatus | Problem;
}

/** Stores the settings, then has the app backend ask the service about itself. */
export async function saveAndTest(change: Change): Promise<ConnectionTest> {
  try {
    await save(change);
  } catch (error) {
    return { isSaved: false, isConnected: false, message: `The settings were not saved: ${messageOf(error)}` };
  }
  try {
    return { isSaved: true, ...readHealth(await checkHealth()) };
  } catch (error) {
    return { isSaved: true, isConnected: false, message: `Saved, but not tested: ${messageOf(error)}` };
  }
}

async function save({ settings, sharedSecret }: Change): Promise<void> {
  const data = {
    enabled: true,
    pinned: true,
    jsonData: settings,
    secureJsonData: sharedSecret === undefined ? undefined : { sharedSecret },
  };
  const request = { url: `/api/plugins/${pluginId}/settings`, method: 'POST', data, showErrorAlert: false };
  await lastValueFrom(getBackendSrv().fetch(request));
}

/** Grafana answers a failed check with an error status whose body is the result all the same. */
async function checkHealth(): Promise<HealthAnswer> {
  const request = { url: `/api/plugins/${pluginId}/health`, showErrorAlert: false };
  try {
    return (await lastValueFrom(getBackendSrv().fetch<HealthAnswer>(request))).data;
  } catch (error) {
    if (isFetchError<HealthAnswer>(error) && error.data?.status === 'ERROR') {
      return error.data;
    }
    throw error;
  }
}

function readHealth({ status, message, details }: HealthAnswer): Omit<ConnectionTest, 'isSaved'> {
  const isConnected = status === 'OK';
  if (details === undefined) {
    return { isConnected, message };
  }
  return 'components' in details
    ? { isConnected, message, status: details }
    : { isConnected, message, problem: details };
}

function messageOf(error: unknown): string {
  if (isFetchError<{ message?: string }>(error)) {
    return error.data?.message ?? error.statusText ?? `status ${error.status}`;
  }
  return error instanceof Error ? error.message : String(error);
}
