import { Alert } from '@grafana/ui';
import React from 'react';
import { ComponentTable } from './ComponentTable';
import type { ConnectionTest } from './saveAndTest';

const remedies: Record<string, string> = {
  'service-unreachable': 'Start the service, and check that the Grafana server (not your browser) can reach this URL.',
  'secret-rejected': 'Enter the value of VIGIL_SHARED_SECRET that the service was started with.',
  'contract-mismatch': 'Install a plugin and a service of the same release.',
  'unexpected-answer': 'Something else listens at this URL. Check host, port and any proxy in between.',
};

/** The outcome of "Save & test", with what to do about it and how each part of the service is. */
export function ConnectionResult({ result }: { result: ConnectionTest }) {
  const { isConnected, message, status, problem } = result;
  const isDegraded = status !== undefined && status.status !== 'ok';
  return (
    <>
      <Alert severity={severityOf(isConnected, isDegraded)} title={titleOf(result)}>
        <p>{message}</p>
        {problem !== undefined && remedies[problem.code]}
      </Alert>
      {status !== undefined && <ComponentTable status={status} />}
    </>
  );
}

function severityOf(isConnected: boolean, isDegraded: boolean) {
  if (!isConnected) {
    return 'error';
  }
  return isDegraded ? 'warning' : 'success';
}

function titleOf({ isSaved, isConnected, problem, status }: ConnectionTest): string {
  if (!isSaved) {
    return 'Not saved';
  }
  if (!isConnected) {
    return problem?.title ?? 'Saved, but the connection does not work';
  }
  return status?.status === 'ok' ? 'Connected' : 'Connected, with limits';
}
