import { nearestElsewhere } from './nearest-elsewhere.ts';
import { SameTimeOfDay } from './same-time-of-day.ts';
import { centredMean, triangularMean } from './smoothing.ts';
import { tailSurprises } from './tail-surprise.ts';
import { LAST_WEEK, LONG_SAMPLES, RESTLESSNESS_SAMPLES, SUSTAINED_SAMPLES } from './views.ts';
import type { Series } from '../detector.ts';

const DAY_MS = 86_400_000;
/** A stretch of this share of the series is one situation: a value is not compared within it, nor judged by itself. */
const NEIGHBOURHOOD_SHARE = 0.02;
const CONTEXT_SHARE = 0.03;
/** One view that is sure counts more than three that wonder. */
const EMPHASIS = 3;
/** What a stretch has to reach on average to score 1. */
const BOUNDARY = 1.7;

/**
 * How much each point of a finished series belongs to a stretch that is unlike the rest of it: the views of
 * `NoveltyMeter` with both past and future to compare with, averaged over the surroundings of the point.
 *
 * @param series finite values, timestamps ascending
 * @param stepMs usual distance between samples
 * @returns one score per point, 1 at the boundary
 */
export function reviewNovelty({ timestampsMs, values }: Series, stepMs: number): Float64Array {
  const length = values.length;
  const sameTime = sameTimeDistances({ timestampsMs, values }, stepMs);
  const change = values.map((value, index) => (index === 0 ? 0 : Math.abs(value - values[index - 1]!)));
  const restlessness = centredMean(change, RESTLESSNESS_SAMPLES);
  const measures = [
    nearestElsewhere(values, Math.round(NEIGHBOURHOOD_SHARE * length)),
    sameTime,
    centredMean(sameTime, SUSTAINED_SAMPLES),
    centredMean(sameTime, LONG_SAMPLES),
    restlessness,
    restlessness.map((level) => -level),
  ];
  const evidence = new Float64Array(length);
  for (const surprises of measures.map(tailSurprises)) {
    surprises.forEach((surprise, index) => {
      evidence[index]! += surprise ** EMPHASIS;
    });
  }
  const inContext = triangularMean(evidence, Math.round(CONTEXT_SHARE * length));
  return inContext.map((level) => Math.cbrt(level) / BOUNDARY);
}

function sameTimeDistances({ timestampsMs, values }: Series, stepMs: number): Float64Array {
  const spanMs = (timestampsMs.at(-1) ?? 0) - (timestampsMs[0] ?? 0);
  const nextWeek = LAST_WEEK.map((day) => -day);
  const sameTime = new SameTimeOfDay(stepMs, [...LAST_WEEK, ...nextWeek], Math.ceil(spanMs / DAY_MS) + 2);
  timestampsMs.forEach((timestampMs, index) => sameTime.add(timestampMs, values[index]!));
  return values.map((value, index) => {
    const distance = sameTime.distance(timestampsMs[index]!, value);
    return Number.isNaN(distance) ? 0 : distance;
  });
}
