import type { MetricSeries, TimeRange } from '../telemetry.ts';
import { labelsKey } from '../labels-key.ts';

/** Prometheus refuses more than 11,000 points per series and answer. */
export const maxPointsPerSeries = 11_000;

/** Cuts a range into pieces whose samples lie on one grid and that never ask for the same instant twice. */
export function chunkRange(range: TimeRange, stepSeconds: number, maxPoints = maxPointsPerSeries): TimeRange[] {
  const stepMs = stepSeconds * 1000;
  const chunks: TimeRange[] = [];
  for (let fromMs = range.fromMs; fromMs <= range.toMs; fromMs += stepMs * maxPoints) {
    chunks.push({ fromMs, toMs: Math.min(range.toMs, fromMs + stepMs * (maxPoints - 1)) });
  }
  return chunks;
}

/** Joins the pieces of every label set in the order in which they were asked for. */
export function joinChunks(chunks: readonly MetricSeries[][]): MetricSeries[] {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) {
    return only;
  }
  const parts = new Map<string, MetricSeries[]>();
  for (const series of chunks.flat()) {
    const key = labelsKey(series.labels);
    const known = parts.get(key);
    if (known === undefined) {
      parts.set(key, [series]);
    } else {
      known.push(series);
    }
  }
  return [...parts.values()].map((pieces) => ({
    labels: pieces[0]?.labels ?? {},
    timestampsMs: concatenate(pieces.map((piece) => piece.timestampsMs)),
    values: concatenate(pieces.map((piece) => piece.values)),
  }));
}

function concatenate(columns: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(columns.reduce((total, column) => total + column.length, 0));
  let offset = 0;
  for (const column of columns) {
    joined.set(column, offset);
    offset += column.length;
  }
  return joined;
}
