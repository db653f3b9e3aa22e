import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnomalyReport, GiveVerdict, VerdictRecord } from '@vigil/contract';
import { postJson } from './apiClient';
import { anomalyKeys } from './useAnomalies';
import { seriesCardKey } from './useSeriesCard';

/** Says what an anomaly was; the report and the model card show it at once. */
export function useGiveVerdict(anomalyId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (verdict: GiveVerdict) =>
      postJson<{ items: VerdictRecord[] }>(`/anomalies/${encodeURIComponent(anomalyId)}/verdict`, verdict),
    onSuccess: ({ items }, { verdict }) => {
      queryClient.setQueryData<AnomalyReport>(
        anomalyKeys.report(anomalyId),
        (report) => report && { ...report, verdicts: items, anomaly: { ...report.anomaly, verdict } }
      );
      void queryClient.invalidateQueries({ queryKey: anomalyKeys.all });
      void queryClient.invalidateQueries({ queryKey: seriesCardKey });
    },
  });
}
