import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { DetectorDefinition } from '@vigil/contract';
import { registerConfidenceGauge } from './confidence-gauge.ts';
import { createModelMetrics } from './model-metrics.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { RoundReport } from './scoring-engine.ts';
import type { ShardChanges } from './sharding/follow-shards.ts';
import { createShardMetrics } from './sharding/shard-metrics.ts';

const perDetector = ['detector'] as const;
const perService = ['detector', 'service', 'kind'] as const;

export interface DetectionMetrics {
  observeRound(report: RoundReport): void;
  observeTraining(detectorId: string, seconds: number): void;
  observeShards(changes: ShardChanges): void;
  observeReplicas(live: number): void;
}

/** What detection counts about itself, and the newest score of every detector and service as gauges. */
export function createDetectionMetrics(
  registry: Registry,
  series: SeriesRegistry,
  detectors: () => readonly DetectorDefinition[],
  now: () => Date
): DetectionMetrics {
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, labelNames: perDetector, registers });
  const predictions = counter('vigil_detector_predictions_total', 'Points scored.');
  const anomalies = counter('vigil_detector_anomalies_total', 'Anomalies opened.');
  const failures = counter('vigil_detector_failures_total', 'Rounds in which a detector could not be scored.');
  const futureSamples = new Counter({
    name: 'vigil_detector_future_samples_total',
    help: 'Samples ignored because they are from the future.',
    registers,
  });
  const duplicateSeries = new Counter({
    name: 'vigil_detector_duplicate_series_total',
    help: 'Series of an answer ignored because one before them had the same labels.',
    registers,
  });
  const skippedSteps = new Counter({
    name: 'vigil_detector_skipped_steps_total',
    help: 'Steps never scored because they lay too far back after an outage.',
    registers,
  });
  const roundDuration = new Histogram({
    name: 'vigil_detector_inference_duration_seconds',
    help: 'Time to read, score and save one round of all detectors.',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  });
  const trainingDuration = new Histogram({
    name: 'vigil_detector_training_duration_seconds',
    help: 'Time to read the history of a detector and fit its models.',
    labelNames: perDetector,
    buckets: [0.1, 0.5, 1, 2.5, 5, 15, 60],
    registers,
  });
  const { lostShards, handovers, replicas } = createShardMetrics(registry, series);
  registerScoreGauges(registry, series, detectors);
  registerModelGauges(registry, series, detectors, now);
  const models = createModelMetrics(registry, series, detectors, now);

  return {
    observeRound(report) {
      for (const [detector, count] of countByDetector(report.points)) {
        predictions.inc({ detector }, count);
        models.observePredictions(detector, count);
      }
      for (const detector of report.openedBy) {
        anomalies.inc({ detector });
        models.observeAnomaly(detector);
      }
      for (const detector of report.failedDetectors) {
        failures.inc({ detector });
      }
      futureSamples.inc(report.futureSamples);
      duplicateSeries.inc(report.duplicateSeries);
      skippedSteps.inc(report.skippedSteps);
      lostShards.inc(report.lostShards);
      roundDuration.observe(report.durationMs / 1000);
      models.observeInference(report.durationMs / 1000);
    },
    observeTraining: (detector, seconds) => trainingDuration.observe({ detector }, seconds),
    observeShards({ taken, given }) {
      handovers.inc({ direction: 'taken' }, taken);
      handovers.inc({ direction: 'given' }, given);
    },
    observeReplicas: (live) => replicas.set(live),
  };
}

function countByDetector(points: RoundReport['points']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { series } of points) {
    counts.set(series.detectorId, (counts.get(series.detectorId) ?? 0) + 1);
  }
  return counts;
}

function registerScoreGauges(
  registry: Registry,
  series: SeriesRegistry,
  detectors: () => readonly DetectorDefinition[]
): void {
  const gauge = (
    name: string,
    help: string,
    read: 'score' | 'expected' | 'lower' | 'upper',
    worst: (first: number, second: number) => number
  ) =>
    new Gauge({
      name,
      help,
      labelNames: perService,
      registers: [registry],
      collect() {
        this.reset();
        for (const detector of detectors()) {
          for (const [service, tracked] of Map.groupBy(series.of(detector.id), (each) => each.service)) {
            const values = tracked.flatMap(({ lastPoint }) => lastPoint?.[read] ?? []);
            if (values.length > 0) {
              this.set({ detector: detector.id, service, kind: detector.kind }, values.reduce(worst));
            }
          }
        }
      },
    });
  gauge(
    'vigil_anomaly_score',
    'Newest score; 1 is the boundary, 2 critical. The worst series counts.',
    'score',
    Math.max
  );
  gauge('vigil_anomaly_expected', 'Expected value of the newest point.', 'expected', Math.max);
  gauge('vigil_anomaly_lower', 'Lower end of what is usual.', 'lower', Math.min);
  gauge('vigil_anomaly_upper', 'Upper end of what is usual.', 'upper', Math.max);
}

function registerModelGauges(
  registry: Registry,
  series: SeriesRegistry,
  detectors: () => readonly DetectorDefinition[],
  now: () => Date
): void {
  const registers = [registry];
  new Gauge({
    name: 'vigil_detector_model_age_seconds',
    help: "Time since the end of the oldest model's training data.",
    labelNames: perDetector,
    registers,
    collect() {
      this.reset();
      for (const { id } of detectors()) {
        const ends = series.of(id).flatMap(({ model }) => model?.card.trainedToMs ?? []);
        if (ends.length > 0) {
          this.set({ detector: id }, (now().getTime() - Math.min(...ends)) / 1000);
        }
      }
    },
  });
  registerConfidenceGauge('vigil_detector_confidence', registry, series, detectors);
  new Gauge({
    name: 'vigil_detector_series',
    help: 'Watched series by whether they have a model.',
    labelNames: ['trained'],
    registers,
    collect() {
      const all = series.all();
      const trained = all.filter(({ model }) => model !== null).length;
      this.set({ trained: 'true' }, trained);
      this.set({ trained: 'false' }, all.length - trained);
    },
  });
}

export function createDroppedSamplesCounter(registry: Registry): Counter {
  return new Counter({
    name: 'vigil_remote_write_dropped_samples_total',
    help: 'Samples not written because the receiver refused them or was away for too long.',
    registers: [registry],
  });
}
