import { randomUUID } from 'node:crypto';
import type { DetectorDefinition } from '@vigil/contract';
import type { ForecastSeries } from '../../detection/forecast-detector.ts';
import { formatDuration, formatValue } from '../../detection/format-value.ts';
import { severityOf } from '../../detectors/index.ts';
import { toJson } from '../../storage/json.ts';
import { predictionPrefix } from '../../storage/repositories/predictions.ts';
import type { NewAnomaly } from '../../storage/schema.ts';
import type { PredictedBreach } from './predicted-breach.ts';

const hourMs = 3_600_000;
const instantWords = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A prediction is an anomaly beside the one that the series itself may have. */
export function predictionKey(seriesKey: string): string {
  return `${predictionPrefix}${seriesKey}`;
}

export type PredictionProgress = Pick<
  NewAnomaly,
  'severity' | 'peakAt' | 'lastScore' | 'peakScore' | 'value' | 'explanation'
>;

/** The nearer the breach, the higher the score: 1 at the far end of the horizon, 2 when it is there. */
export function progressOf(
  detector: DetectorDefinition,
  { service, lastValue }: ForecastSeries,
  breach: PredictedBreach,
  now: Date
): PredictionProgress {
  const leftMs = breach.atMs - now.getTime();
  const score = 2 - Math.min(1, leftMs / breach.withinMs);
  const summary = `${detector.title} of ${service} ${breachWords(breach, detector.unit)}; it is ${formatValue(lastValue, detector.unit)} now.`;
  const features = [{ name: 'hours_left', value: leftMs / hourMs, expected: null, share: 1 }];
  return {
    severity: severityOf(score),
    peakAt: now,
    lastScore: score,
    peakScore: score,
    value: lastValue,
    explanation: toJson({ summary, model: 'forecast', confidence: 0.8, features }),
  };
}

export function newPrediction(
  detector: DetectorDefinition,
  { key, service, labels }: ForecastSeries,
  progress: PredictionProgress,
  now: Date
): NewAnomaly {
  return {
    ...progress,
    id: randomUUID(),
    detectorId: detector.id,
    detectorTitle: `${detector.title}, predicted`,
    seriesKey: predictionKey(key),
    service,
    kind: detector.kind,
    unit: detector.unit,
    labels: toJson(labels),
    query: detector.query,
    status: 'open',
    onsetAt: now,
    detectedAt: now,
    endedAt: null,
    expected: null,
    lower: null,
    upper: null,
    agreed: false,
    incidentId: null,
  };
}

/** `is predicted to reach 100 % on Thursday 26 Nov, 14:00 UTC ± 6 h`. */
export function breachWords(
  { threshold, atMs, earliestMs, latestMs, isReached }: PredictedBreach,
  unit: string
): string {
  const goal = formatValue(threshold, unit);
  if (isReached) {
    return `has reached ${goal}`;
  }
  const eitherSide =
    latestMs === null
      ? `, at the earliest ${instantWords.format(earliestMs)} UTC`
      : ` ± ${formatDuration(Math.max(hourMs / 60, (latestMs - earliestMs) / 2))}`;
  return `is predicted to reach ${goal} on ${instantWords.format(atMs)} UTC${eitherSide}`;
}
