import React from 'react';
import { useAnomalies } from '../../../data/useAnomalies';
import { QueryView } from '../../../shared/components/QueryView';
import { currentCursor, type UrlFilters } from '../../../shared/scenes/UrlFilters';
import type { TimeBounds } from '../../../shared/scenes/useTimeBounds';
import { chosenWindowOf, sortOf } from '../listFilters';
import { AnomalyFilterBar } from './AnomalyFilterBar';
import { AnomalyTable } from './AnomalyTable';

/** Anomalies that were open at some time in the picked range or, when one is chosen, in the window of the heat strip. */
export function AnomalyHistory({ filters, bounds }: { filters: UrlFilters; bounds: TimeBounds }) {
  const { values } = filters.useState();
  const { status, service, detectorId, kind, severity, q } = values;
  const sort = sortOf(values, ['detectedAt', 'peakScore']);
  const chosen = chosenWindowOf(values);
  const from = chosen === undefined ? bounds.from : new Date(chosen.fromMs).toISOString();
  const to = chosen === undefined ? bounds.to : new Date(chosen.toMs).toISOString();
  const anomalies = useAnomalies({
    ...{ status, service, detectorId, kind, severity, q, sort, from, to },
    cursor: currentCursor(filters),
  });
  return (
    <>
      <AnomalyFilterBar filters={filters} />
      <QueryView query={anomalies} label="anomalies">
        {(page) => <AnomalyTable page={page} filters={filters} sort={sort} isStale={anomalies.isPlaceholderData} />}
      </QueryView>
    </>
  );
}
