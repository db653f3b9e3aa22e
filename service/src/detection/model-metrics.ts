import type { DetectorDefinition } from '@vigil/contract';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import { qualityAt } from '../detectors/index.ts';
import { registerConfidenceGauge } from './confidence-gauge.ts';
import type { SeriesRegistry } from './series-registry.ts';

/** What the names of the first platforms count, beside our own. */
export interface ModelMetrics {
  observePredictions(detector: string, count: number): void;
  observeAnomaly(detector: string): void;
  observeInference(seconds: number): void;
}

const labelNames = ['detector'] as const;
const qualities = ['healthy', 'thin', 'flat', 'stale'] as const;

/** Metrics under the names `ai_…` that dashboards of other platforms expect, and models by what they are worth. */
export function createModelMetrics(
  registry: Registry,
  series: SeriesRegistry,
  detectors: () => readonly DetectorDefinition[],
  now: () => Date
): ModelMetrics {
  const registers = [registry];
  const predictions = new Counter({ name: 'ai_predictions_total', help: 'Points scored.', labelNames, registers });
  const anomalies = new Counter({
    name: 'ai_anomalies_detected_total',
    help: 'Anomalies opened.',
    labelNames,
    registers,
  });
  const inference = new Histogram({
    name: 'ai_inference_duration_seconds',
    help: 'Time to read, score and save one round of all detectors.',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  });
  registerConfidenceGauge('ai_model_confidence_score', registry, series, detectors);
  new Gauge({
    name: 'vigil_detector_models',
    help: 'Models in use by what they are worth.',
    labelNames: ['quality'],
    registers,
    collect() {
      const nowMs = now().getTime();
      const found = series.all().flatMap(({ model }) => (model === null ? [] : [qualityAt(model.card, nowMs)]));
      for (const quality of qualities) {
        this.set({ quality }, found.filter((each) => each === quality).length);
      }
    },
  });
  return {
    observePredictions: (detector, count) => predictions.inc({ detector }, count),
    observeAnomaly: (detector) => anomalies.inc({ detector }),
    observeInference: (seconds) => inference.observe(seconds),
  };
}
