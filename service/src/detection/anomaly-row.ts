import type { DetectorDefinition } from '@vigil/contract';
import { explainPoint } from '../detectors/index.ts';
import type { AnomalyInterval, ModelCard } from '../detectors/index.ts';
import { toJson } from '../storage/json.ts';
import type { NewAnomaly } from '../storage/schema.ts';
import { formatValue } from './format-value.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** What an interval changes in the row of its anomaly while it goes on. */
export type AnomalyProgress = Pick<
  NewAnomaly,
  | 'severity'
  | 'status'
  | 'peakAt'
  | 'endedAt'
  | 'lastScore'
  | 'peakScore'
  | 'value'
  | 'expected'
  | 'lower'
  | 'upper'
  | 'agreed'
  | 'explanation'
>;

export function anomalyProgress(
  detector: DetectorDefinition,
  service: string,
  card: ModelCard,
  interval: AnomalyInterval
): AnomalyProgress {
  const { peak, last } = interval;
  const explanation = explainPoint(peak, card, {
    title: `${detector.title} of ${service}`,
    formatValue: (value) => formatValue(value, detector.unit),
  });
  return {
    severity: interval.severity,
    status: interval.endedMs === null ? 'open' : 'closed',
    peakAt: new Date(peak.timestampMs),
    endedAt: interval.endedMs === null ? null : new Date(interval.endedMs),
    lastScore: last.score ?? 0,
    peakScore: peak.score ?? 0,
    value: peak.value,
    expected: peak.expected,
    lower: peak.lower,
    upper: peak.upper,
    agreed: interval.agreed,
    explanation: toJson(explanation),
  };
}

export function newAnomalyRow(
  id: string,
  detector: DetectorDefinition,
  series: TrackedSeries,
  card: ModelCard,
  interval: AnomalyInterval
): NewAnomaly {
  return {
    ...anomalyProgress(detector, series.service, card, interval),
    id,
    detectorId: detector.id,
    detectorTitle: detector.title,
    seriesKey: series.key,
    service: series.service,
    kind: detector.kind,
    unit: detector.unit,
    labels: toJson(series.labels),
    query: detector.query,
    onsetAt: new Date(interval.onsetMs),
    detectedAt: new Date(interval.detectedMs),
    incidentId: null,
  };
}
