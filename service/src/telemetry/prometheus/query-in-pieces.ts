import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { labelsKey } from '../labels-key.ts';
import type { MetricSeries, TimeRange } from '../telemetry.ts';
import { maxPointsPerSeries } from './range-chunks.ts';

/** Points per series to begin with, until an answer tells how many series there are. */
const firstPoints = 120;
/** One answer holds about so many samples: a megabyte, which is read without keeping other work waiting. */
const samplesPerAnswer = 40_000;

/**
 * Asks for a range piece by piece, never for one instant twice, each piece as long as the number of series allows, and
 * joins the pieces by labels in the order in which they came.
 */
export async function queryInPieces(
  range: TimeRange,
  stepSeconds: number,
  ask: (piece: TimeRange) => Promise<MetricSeries[]>
): Promise<MetricSeries[]> {
  const stepMs = stepSeconds * 1000;
  const joined = new JoinedSeries(Math.floor((range.toMs - range.fromMs) / stepMs) + 1);
  let points = firstPoints;
  for (let fromMs = range.fromMs; fromMs <= range.toMs;) {
    const toMs = Math.min(range.toMs, fromMs + stepMs * (points - 1));
    const answer = await ask({ fromMs, toMs });
    fromMs += stepMs * points;
    if (fromMs > range.toMs && joined.isEmpty) {
      return answer;
    }
    joined.add(answer, toMs);
    points = pointsFor(answer.length);
    await yieldToOthers();
  }
  return joined.series();
}

function pointsFor(seriesCount: number): number {
  return Math.max(1, Math.min(maxPointsPerSeries, Math.floor(samplesPerAnswer / Math.max(1, seriesCount))));
}

/** Columns that have room for the whole range from the beginning, so that nothing is copied twice. */
class JoinedSeries {
  readonly #capacity: number;
  readonly #byLabels = new Map<string, { columns: MetricSeries; length: number }>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get isEmpty(): boolean {
    return this.#byLabels.size === 0;
  }

  /** Samples beyond the end of the piece are left to the next one. */
  add(piece: readonly MetricSeries[], toMs: number): void {
    for (const { labels, timestampsMs, values } of piece) {
      const key = labelsKey(labels);
      const joined = this.#byLabels.get(key) ?? { columns: this.#newColumns(labels), length: 0 };
      const due = timestampsMs.findLastIndex((timestampMs) => timestampMs <= toMs) + 1;
      const length = Math.min(due, this.#capacity - joined.length);
      joined.columns.timestampsMs.set(timestampsMs.subarray(0, length), joined.length);
      joined.columns.values.set(values.subarray(0, length), joined.length);
      joined.length += length;
      this.#byLabels.set(key, joined);
    }
  }

  series(): MetricSeries[] {
    return [...this.#byLabels.values()].map(({ columns: { labels, timestampsMs, values }, length }) =>
      length === this.#capacity
        ? { labels, timestampsMs, values }
        : { labels, timestampsMs: timestampsMs.slice(0, length), values: values.slice(0, length) }
    );
  }

  #newColumns(labels: MetricSeries['labels']): MetricSeries {
    return {
      labels,
      timestampsMs: new Float64Array(this.#capacity),
      values: new Float64Array(this.#capacity),
    };
  }
}
