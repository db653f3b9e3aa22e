import { defineDetector, type DetectorMethod } from '../define-detector.ts';
import { BandScorer, type SeasonalBandParameters } from './band-scorer.ts';
import { learnBand } from './learn-band.ts';

export const seasonalBandMethod: DetectorMethod<SeasonalBandParameters, null> = {
  kind: 'seasonal-band',
  version: 2,
  invariantTo: { scale: true, shift: true },
  scoresGaps: false,
  learn(training, options) {
    const { parameters, expectedFalseAlarmsPerWeek } = learnBand(training, options);
    return { parameters, seasonsMs: parameters.seasons.map(({ periodMs }) => periodMs), expectedFalseAlarmsPerWeek };
  },
  scorer: (parameters, options) => new BandScorer(parameters, options),
};

/**
 * Robust seasonal band: median level, Theil–Sen trend and median profiles per time of day and of week say what is
 * expected; the half widths are return levels of the series' own excursions (see `fitTail`), so that noise of any
 * shape leaves the band about 0.1 times a week. Score = deviation / half band. Scoring is O(1) and does not learn, so a
 * lasting fault keeps its score until it ends or the model is trained again. Seasons follow the wall clock of
 * `timeZone`; holidays are not learned from, and may be as that weekday or as a Sunday.
 */
export const seasonalBand = defineDetector(seasonalBandMethod);
