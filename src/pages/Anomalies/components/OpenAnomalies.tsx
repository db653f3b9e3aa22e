import React, { useEffect, useRef } from 'react';
import { useOpenAnomalies } from '../../../data/useOpenAnomalies';
import { QueryView } from '../../../shared/components/QueryView';
import { currentCursor, type UrlFilters } from '../../../shared/scenes/UrlFilters';
import { sortOf } from '../listFilters';
import { OpenAnomalyFilterBar } from './OpenAnomalyFilterBar';
import { OpenAnomalyTable } from './OpenAnomalyTable';

interface Props {
  filters: UrlFilters;
  /** Moves whenever the page is refreshed. */
  refreshedAt: string;
}

/** What is anomalous now, whatever time range is picked. */
export function OpenAnomalies({ filters, refreshedAt }: Props) {
  const { values } = filters.useState();
  const { service, detectorId, kind, severity, mute, q } = values;
  const sort = sortOf(values, ['rank', 'lastScore', 'detectedAt']);
  const filter = { service, detectorId, kind, severity, mute, q, sort };
  const open = useOpenAnomalies({ ...filter, cursor: currentCursor(filters) });
  useRefetch(open.refetch, refreshedAt);
  return (
    <>
      <OpenAnomalyFilterBar filters={filters} facets={open.data?.facets} />
      <QueryView query={open} label="open anomalies">
        {(page) => <OpenAnomalyTable page={page} filters={filters} sort={sort} isStale={open.isPlaceholderData} />}
      </QueryView>
    </>
  );
}

function useRefetch(refetch: () => unknown, refreshedAt: string) {
  const seen = useRef(refreshedAt);
  useEffect(() => {
    if (seen.current !== refreshedAt) {
      seen.current = refreshedAt;
      refetch();
    }
  }, [refetch, refreshedAt]);
}
