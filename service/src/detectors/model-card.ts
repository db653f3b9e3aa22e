import type { ModelCard, ModelQuality } from './detector.ts';

/** Two missed daily retrainings. */
const STALE_AFTER_MS = 48 * 3_600_000;

/** The quality of a model as of now: a model that has not been retrained for two days is stale. */
export function qualityAt(card: Pick<ModelCard, 'trainedToMs' | 'quality'>, nowMs: number): ModelQuality {
  return nowMs - card.trainedToMs > STALE_AFTER_MS ? 'stale' : card.quality;
}
