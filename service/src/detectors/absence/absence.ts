import { clockOf } from '../calendar/local-clock.ts';
import { defineDetector, type DetectorMethod } from '../define-detector.ts';
import { AbsenceScorer, type AbsenceParameters, type AbsenceState } from './absence-scorer.ts';
import { learnPresence } from './presence.ts';
import { learnQuietLevel } from './quiet-level.ts';
import { learnVariation } from './variation.ts';

export const absenceMethod: DetectorMethod<AbsenceParameters, AbsenceState> = {
  kind: 'absence',
  version: 2,
  invariantTo: { scale: true, shift: false },
  scoresGaps: true,
  learn(training, { timeZone }) {
    const clock = clockOf(timeZone);
    return {
      parameters: {
        presence: learnPresence(training, clock),
        quietLevel: learnQuietLevel(training, clock),
        variation: learnVariation(training),
      },
      seasonsMs: [],
      expectedFalseAlarmsPerWeek: null,
    };
  },
  scorer: (parameters, options, state) => new AbsenceScorer(parameters, options, state),
};

/**
 * Absence is an anomaly: `gone` (no value for longer than ever before at times when there is one), `drop-to-zero` (next to
 * nothing at a time of day that is never silent), `stuck` (the very same value for much longer than ever before) and
 * `flatline` (variation collapsed). Silence at hours that are usually silent is normal. Score NaN for "no value".
 */
export const absence = defineDetector(absenceMethod);
