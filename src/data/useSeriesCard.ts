import { useQuery } from '@tanstack/react-query';
import type { SeriesCard } from '@vigil/contract';
import { getJson } from './apiClient';

export const seriesCardKey = ['series-card'] as const;

export function useSeriesCard(detectorId: string, seriesKey: string) {
  return useQuery({
    queryKey: [...seriesCardKey, detectorId, seriesKey],
    queryFn: ({ signal }) =>
      getJson<SeriesCard>(`/detectors/${encodeURIComponent(detectorId)}/card`, { series: seriesKey }, signal),
  });
}
