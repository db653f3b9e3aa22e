import { defineDetector } from '../define-detector.ts';
import { EnsembleScorer, type EnsembleParameters, type EnsembleState } from './ensemble-scorer.ts';
import { learnEnsemble } from './learn-ensemble.ts';

/**
 * The default detector. The seasonal band measures how far a point is off; a level shift or an Isolation Forest on what
 * the band leaves unexplained says whether that is unusual behaviour too: without such support a point must be 1.3 half
 * bands off to score 1, with it 1. A shift that is too small for the band is found by itself, later, and so is a change of
 * shape within it. Absence is scored
 * beside them and wins where it is worse. `agreed` = two methods, or a typed absence. Most points are decided in O(1)
 * by band and level; nothing is learned from them.
 */
export const ensemble = defineDetector<EnsembleParameters, EnsembleState>({
  kind: 'ensemble',
  version: 3,
  invariantTo: { scale: true, shift: false },
  scoresGaps: true,
  learn: learnEnsemble,
  scorer: (parameters, options, state) => new EnsembleScorer(parameters, options, state),
});
