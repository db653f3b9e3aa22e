import { toJson } from '../../storage/json.ts';
import type { NotedScore as ScoreRow } from '../../storage/repositories/series-state.ts';
import type { NewSeriesState } from '../../storage/schema.ts';
import type { TrackedSeries } from '../tracked-series.ts';
import type { Shard } from './shard.ts';

/** Rows about calm series that one round writes; with fewer series than that, every score is noted at once. */
const calmRowsPerRound = 1000;
/** A score that has moved by so much is noted at once. */
const materialChange = 0.25;
const boundaries = [1, 2];

export interface SeriesRows {
  /** Series that nobody could read about so far. */
  added: NewSeriesState[];
  noted: ScoreRow[];
}

/**
 * What is written down for others to read: new series, scores that changed materially or crossed a boundary, and of the
 * others those whose turn it is, so that a round over many calm series does not rewrite every row.
 */
export function scoresToNote(shards: readonly Shard[]): SeriesRows {
  const rows: SeriesRows = { added: [], noted: [] };
  const turns = Math.ceil(calmRowsPerRound / Math.max(1, shards.length));
  for (const shard of shards) {
    const isTurnOf = turnOf(shard, turns);
    shard.series.forEach((series, position) => {
      if (series.noted === null) {
        rows.added.push({ ...identityOf(series), ...note(series) });
      } else if (isMaterial(series.noted.score, scoreOf(series)) || isTurnOf(position)) {
        rows.noted.push(note(series));
      }
    });
  }
  return rows;
}

function turnOf(shard: Shard, turns: number): (position: number) => boolean {
  const count = shard.series.length;
  const from = shard.nextToNote < count ? shard.nextToNote : 0;
  shard.nextToNote = from + turns;
  return (position) => position >= from && position < from + turns;
}

function isMaterial(noted: number | null, score: number | null): boolean {
  if (noted === null || score === null) {
    return noted !== score;
  }
  return Math.abs(score - noted) >= materialChange || boundaries.some((limit) => noted >= limit !== score >= limit);
}

function note(series: TrackedSeries): ScoreRow {
  const [atMs, score] = [series.lastTimestampMs, scoreOf(series)];
  series.noted = { score, atMs: atMs ?? 0 };
  return {
    seriesKey: series.key,
    lastTimestamp: atMs === null ? null : new Date(atMs),
    lastScore: score,
    lastValue: series.lastPoint?.value ?? null,
  };
}

function scoreOf({ lastPoint }: TrackedSeries): number | null {
  return lastPoint?.score ?? null;
}

function identityOf({ key, detectorId, service, labels }: TrackedSeries) {
  return { seriesKey: key, detectorId, service, labels: toJson(labels) };
}
