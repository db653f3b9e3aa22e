import { ErrorBoundary } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { ProblemPicture } from './StatePictures';

/** Keeps a failure inside one page or one panel, with a way to try again. */
export function Boundary({ children, boundaryName }: { children: ReactNode; boundaryName: string }) {
  const [attempt, setAttempt] = React.useState(0);
  return (
    <ErrorBoundary key={attempt} boundaryName={boundaryName}>
      {({ error }) =>
        error === null ? (
          children
        ) : (
          <ProblemPicture error={error} onRetry={() => setAttempt((previous) => previous + 1)} />
        )
      }
    </ErrorBoundary>
  );
}
