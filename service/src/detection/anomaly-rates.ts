import type { DetectorDefinition, Labels } from '@vigil/contract';
import type { ScoredPoint } from '../detectors/index.ts';
import { recordedBucketSeconds } from '../storage/repositories/anomaly-rates.ts';
import type { NewAnomalyRate } from '../storage/schema.ts';

/** Labels that name what a series runs on, the preferred one first. */
const instanceLabels = ['instance', 'pod', 'host', 'node'];
const anomalousFrom = 1;
const bucketMs = recordedBucketSeconds * 1000;

/** What scored points add to the anomaly rates of their services and instances; each point counts for one step of its detector. */
export function anomalyRatesOf(
  points: ReadonlyArray<{
    series: { service: string; labels: Labels; detectorId: string };
    point: Pick<ScoredPoint, 'timestampMs' | 'score'>;
  }>,
  detectors: ReadonlyMap<string, DetectorDefinition>
): NewAnomalyRate[] {
  const rates = new Map<string, NewAnomalyRate>();
  for (const { series, point } of points) {
    const detector = detectors.get(series.detectorId);
    if (detector !== undefined && point.score !== null) {
      const added = { timestampMs: point.timestampMs, score: point.score, seconds: detector.stepSeconds };
      add(rates, series.service, '', added);
      const instance = instanceOf(series.labels);
      if (instance !== '') {
        add(rates, series.service, instance, added);
      }
    }
  }
  return [...rates.values()];
}

function instanceOf(labels: Labels): string {
  const label = instanceLabels.find((name) => (labels[name] ?? '') !== '');
  return label === undefined ? '' : (labels[label] ?? '');
}

function add(
  rates: Map<string, NewAnomalyRate>,
  service: string,
  instance: string,
  { timestampMs, score, seconds }: { timestampMs: number; score: number; seconds: number }
): void {
  const bucketAtMs = Math.floor(timestampMs / bucketMs) * bucketMs;
  const key = `${bucketAtMs}\n${service}\n${instance}`;
  const known = rates.get(key);
  const anomalousSeconds = score >= anomalousFrom ? seconds : 0;
  if (known === undefined) {
    const bucketAt = new Date(bucketAtMs);
    rates.set(key, { service, instance, bucketAt, scoredSeconds: seconds, anomalousSeconds, peakScore: score });
  } else {
    known.scoredSeconds += seconds;
    known.anomalousSeconds += anomalousSeconds;
    known.peakScore = Math.max(known.peakScore, score);
  }
}
