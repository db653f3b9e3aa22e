import { absenceMethod } from '../absence/absence.ts';
import { BandScorer } from '../band/band-scorer.ts';
import { learnBand, type LearnedBand } from '../band/learn-band.ts';
import type { Lesson } from '../define-detector.ts';
import type { DetectorOptions } from '../detector.ts';
import type { ForestSize } from '../isolation-forest/grow-trees.ts';
import { learnForest } from '../isolation-forest/isolation-forest.ts';
import { learnLevels } from '../level/learn-levels.ts';
import { withoutWindows, type TrainingData } from '../training-data.ts';
import { newVerdict } from '../verdict.ts';
import { learnWaveform } from '../waveform/learn-waveform.ts';
import type { EnsembleParameters } from './ensemble-scorer.ts';
import { relativeDeviation } from './relative-deviation.ts';
import { findUnlabelledFaults } from './unlabelled-faults.ts';

/** Enough to support or doubt a verdict, small enough for one in each of 50,000 models. */
const COMPACT_FOREST: ForestSize = { treeCount: 25, subsample: 128 };

/** Learns every part from the history without its faults: those that are masked, and those that only look like it. */
export function learnEnsemble(labelled: TrainingData, options: DetectorOptions): Lesson<EnsembleParameters> {
  const first = learnBand(labelled, options);
  const suspects = findUnlabelledFaults(labelled, first, options);
  const training = suspects.length > 0 ? withoutWindows(labelled, suspects) : labelled;
  const band = suspects.length > 0 ? learnBand(training, options) : first;
  const level = learnLevels(training, band, options);
  const waveform = learnWaveform(training, band, options);
  return {
    parameters: {
      band: band.parameters,
      forest: learnForest(
        { ...training, values: relativeDeviations(training, band, options) },
        options,
        COMPACT_FOREST
      ),
      level: level.parameters,
      waveform: waveform.parameters,
      absence: absenceMethod.learn(training, options).parameters,
    },
    training,
    seasonsMs: band.parameters.seasons.map(({ periodMs }) => periodMs),
    expectedFalseAlarmsPerWeek:
      band.expectedFalseAlarmsPerWeek + level.expectedFalseAlarmsPerWeek + waveform.expectedFalseAlarmsPerWeek,
  };
}

function relativeDeviations(training: TrainingData, band: LearnedBand, options: DetectorOptions): Float64Array {
  const scorer = new BandScorer(band.parameters, options);
  const verdict = newVerdict();
  return training.values.map((value, index) => {
    scorer.judge(training.timestampsMs[index]!, value, verdict);
    return relativeDeviation(value, verdict);
  });
}
