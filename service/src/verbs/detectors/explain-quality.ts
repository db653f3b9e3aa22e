import type { ModelCard, QualityExplanation } from '@vigil/contract';
import { formatDuration } from '../../detection/format-value.ts';

/** What the quality of a model means for who relies on it, and what to do about it. */
export function explainQuality(model: ModelCard | null, minSamples: number): QualityExplanation {
  if (model === null) {
    return {
      meaning: 'Nothing has been learned of this series yet, so only values outside its declared range are anomalous.',
      remedy: `It needs ${minSamples} samples; check in Explore that the query had values in the training window.`,
    };
  }
  return explanations[model.quality](model, minSamples);
}

type Explain = (model: ModelCard, minSamples: number) => QualityExplanation;

const explanations: Readonly<Record<ModelCard['quality'], Explain>> = {
  healthy: ({ samples }) => ({
    meaning: `It learned from ${samples} samples that vary enough to tell what is usual.`,
    remedy: null,
  }),
  thin: ({ samples, trainedFrom, trainedTo }, minSamples) => {
    const learnedMs = Date.parse(trainedTo) - Date.parse(trainedFrom);
    return {
      meaning: `It learned from ${samples} samples of ${formatDuration(learnedMs)}, too little to know a whole day; its band is wide and seasons are unknown.`,
      remedy:
        samples < minSamples
          ? `It needs ${minSamples} samples. They come by themselves; if they do not, look at what its maintenance windows and incidents leave out.`
          : 'It gets better by itself with every retraining; retrain once a day of history is there.',
    };
  },
  flat: () => ({
    meaning: 'The series never moved while it was learned from, so every movement is new to it.',
    remedy:
      'Set the smallest deviation that matters in the options of the detector, or switch the detector off for what never moves.',
  }),
  stale: ({ trainedTo }) => ({
    meaning: `Its training data ends at ${trainedTo}; what has become usual since then looks unusual to it.`,
    remedy: 'Retrain it. If that was tried, the result of the last training says what is in the way.',
  }),
};
