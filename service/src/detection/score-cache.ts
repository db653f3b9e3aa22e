import type { DetectorDefinition } from '@vigil/contract';
import type { MetricsSource, TimeRange } from '../telemetry/telemetry.ts';
import type { ModelCache } from './model-cache.ts';
import { scoreRange, stepFor } from './score-range.ts';
import type { ScoredRange } from './score-range.ts';

const maxEntries = 64;

export type RangeScorer = (
  detector: DetectorDefinition,
  range: TimeRange,
  maxDataPoints: number
) => Promise<ScoredRange>;

/** Panels ask the same thing at the same time: an answer is kept for one step, a failure is not kept. */
export function createRangeScorer(
  models: ModelCache,
  metrics: MetricsSource,
  now: () => number = Date.now
): RangeScorer {
  const kept = new Map<string, { answer: Promise<ScoredRange>; untilMs: number }>();

  return (detector, range, maxDataPoints) => {
    const stepMs = stepFor(range, detector.stepSeconds, maxDataPoints) * 1000;
    const steps = [range.fromMs, range.toMs].map((timestampMs) => Math.floor(timestampMs / stepMs));
    const key = [detector.id, detector.query, stepMs, ...steps].join('|');
    const known = kept.get(key);
    if (known !== undefined && known.untilMs > now()) {
      return known.answer;
    }
    const answer = scoreRange(models, metrics, detector, range, maxDataPoints);
    kept.set(key, { answer, untilMs: now() + detector.stepSeconds * 1000 });
    answer.catch(() => kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - maxEntries))) {
      kept.delete(oldest);
    }
    return answer;
  };
}
