import type { Lesson } from './define-detector.ts';
import type { DetectorKind, DetectorOptions, ModelCard, ModelQuality } from './detector.ts';
import { median, robustSpread } from './robust-statistics.ts';
import { isColdStart, type TrainingData } from './training-data.ts';

/** Two missed daily retrainings. */
const STALE_AFTER_MS = 48 * 3_600_000;

/** The quality of a model as of now: a model that has not been retrained for two days is stale. */
export function qualityAt(card: Pick<ModelCard, 'trainedToMs' | 'quality'>, nowMs: number): ModelQuality {
  return nowMs - card.trainedToMs > STALE_AFTER_MS ? 'stale' : card.quality;
}

export function writeCard(
  kind: DetectorKind,
  training: TrainingData,
  options: DetectorOptions,
  lesson: Lesson<unknown> | null
): ModelCard {
  const level = training.values.length > 0 ? median(training.values) : 0;
  const spread = robustSpread(training.values, level);
  return {
    kind,
    trainedFromMs: training.fromMs,
    trainedToMs: training.toMs,
    stepMs: training.stepMs,
    samples: training.values.length,
    maskedSamples: training.maskedSamples,
    maskedWindows: training.maskedWindows,
    quality: judgeQuality(training, options, spread),
    seasonsMs: lesson?.seasonsMs ?? [],
    level,
    spread,
    expectedFalseAlarmsPerWeek: lesson?.expectedFalseAlarmsPerWeek ?? null,
  };
}

function judgeQuality(training: TrainingData, options: DetectorOptions, spread: number): ModelQuality {
  const isShort = isColdStart(training) || training.values.length < options.minSamples;
  if (isShort) {
    return 'thin';
  }
  return spread === 0 ? 'flat' : 'healthy';
}
