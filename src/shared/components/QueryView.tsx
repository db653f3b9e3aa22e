import { Alert } from '@grafana/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import React, { type ReactNode } from 'react';
import { toProblem } from '../ApiProblem';
import { formatSince } from '../formatInstant';
import { Skeleton } from './Skeleton';
import { ProblemPicture } from './StatePictures';

interface Props<Data> {
  query: UseQueryResult<Data>;
  /** What is shown, in the plural or with its article: "anomalies", "the incident". */
  label: string;
  skeletonRows?: number;
  children: (data: Data) => ReactNode;
}

/** The one way from a request to a page: loading, failing, not configured, or data that may have become old. */
export function QueryView<Data>({ query, label, skeletonRows = 6, children }: Props<Data>) {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    return query.isError ? (
      <ProblemPicture error={query.error} onRetry={retry} />
    ) : (
      <Skeleton label={label} rows={skeletonRows} />
    );
  }
  return (
    <>
      {query.isError && (
        <Alert
          severity="warning"
          title={`What you see is from ${formatSince(new Date(query.dataUpdatedAt).toISOString())}`}
          buttonContent="Try again"
          onRemove={retry}
        >
          {toProblem(query.error).message}
        </Alert>
      )}
      {children(query.data)}
    </>
  );
}
