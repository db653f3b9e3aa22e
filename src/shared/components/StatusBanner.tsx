import { Alert } from '@grafana/ui';
import type { ServiceStatus } from '@vigil/contract';
import React from 'react';
import { componentWords } from '../componentNames';
import { formatSince } from '../formatInstant';

/** Which parts of Vigil do not work, since when, and what that means. Draws nothing while all do. */
export function StatusBanner({ status }: { status: ServiceStatus | undefined }) {
  const failing = status?.components.filter(({ state }) => state === 'down') ?? [];
  return (
    <>
      {failing.map(({ name, since, message }) => (
        <Alert
          key={name}
          severity={name === 'database' ? 'error' : 'warning'}
          title={`${componentWords[name].title} is down since ${formatSince(since)}`}
        >
          {message} {componentWords[name].consequence}
        </Alert>
      ))}
    </>
  );
}
