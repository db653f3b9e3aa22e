import { useQuery } from '@tanstack/react-query';
import type { SeriesCard } from '@vigil/contract';
import { apiPath, getJson } from './apiClient';

export const seriesCardKey = ['series-card'] as const;

export function useSeriesCard(detectorId: string, seriesKey: string) {
  return useQuery({
    queryKey: [...seriesCardKey, detectorId, seriesKey],
    queryFn: ({ signal }) =>
      getJson<SeriesCard>(`/detectors/${encodeURIComponent(detectorId)}/card`, { series: seriesKey }, signal),
  });
}

/** The samples of a series as a CSV file: what was usual, or what was not. */
export function datasetPath({ detectorId, seriesKey }: SeriesCard, part: 'history' | 'anomaly'): string {
  return apiPath(`/detectors/${encodeURIComponent(detectorId)}/dataset.csv`, { series: seriesKey, part });
}
