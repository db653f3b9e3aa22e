import type { DetectorDefinition, ModelCard as ModelCardShape } from '@vigil/contract';
import { qualityAt } from '../detectors/index.ts';
import type { AcceptedLevel, DetectorOptions, MaskedWindow, ModelCard } from '../detectors/index.ts';

/** The options of a definition as the detectors take them: milliseconds, what must not be learned from, and what must. */
export function toDetectorOptions(
  definition: DetectorDefinition,
  maskedWindows: readonly MaskedWindow[],
  acceptedLevels: readonly AcceptedLevel[] = []
): Partial<DetectorOptions> {
  const {
    model: _model,
    trainingWindowSeconds,
    seasonsSeconds,
    maintenance,
    forecast: _forecast,
    ...options
  } = definition.options;
  const windows = maintenance.map(({ from, to, reason }) => ({
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    reason,
  }));
  return {
    ...options,
    trainingWindowMs: trainingWindowSeconds * 1000,
    seasonsMs: seasonsSeconds.map((seconds) => seconds * 1000),
    maskedWindows: [...windows, ...maskedWindows],
    acceptedLevels,
  };
}

/** A model card as it crosses a border; a window without an end, of an incident that lasts, ends with the training. */
export function toModelCardShape(card: ModelCard, trainedAt: Date, now: Date): ModelCardShape {
  return {
    trainedAt: trainedAt.toISOString(),
    trainedFrom: new Date(card.trainedFromMs).toISOString(),
    trainedTo: new Date(card.trainedToMs).toISOString(),
    samples: card.samples,
    maskedSamples: card.maskedSamples,
    maskedWindows: card.maskedWindows.map(({ fromMs, toMs, reason }) => ({
      from: new Date(fromMs).toISOString(),
      to: new Date(Math.min(toMs, trainedAt.getTime())).toISOString(),
      reason,
    })),
    quality: qualityAt(card, now.getTime()),
    seasonsSeconds: card.seasonsMs.map((milliseconds) => milliseconds / 1000),
    expectedFalseAlarmsPerWeek: card.expectedFalseAlarmsPerWeek,
  };
}

type StoredCard = Omit<ModelCardShape, 'expectedFalseAlarmsPerWeek'> &
  Partial<Pick<ModelCardShape, 'expectedFalseAlarmsPerWeek'>>;

/** A stored card as it is now: a model grows stale while nothing trains it again, and old cards know less. */
export function cardAt(card: StoredCard, now: Date): ModelCardShape {
  const quality = qualityAt({ trainedToMs: Date.parse(card.trainedTo), quality: card.quality }, now.getTime());
  return { ...card, expectedFalseAlarmsPerWeek: card.expectedFalseAlarmsPerWeek ?? null, quality };
}
