import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { RecordedSeries } from '../detectors/recorded/recorded-series.ts';
import { parseRows } from './read-csv.ts';
import { readText } from './read-text.ts';

const LIST = 'series.json';
const TIMESTAMP = 'timestamp';
const seriesSchema = z.record(
  z.string(),
  z.object({ file: z.string().min(1), train_rows: z.int().nonnegative().default(0) })
);
/** Tables without times are taken for one row a minute. */
const ASSUMED_STEP_MS = 60_000;

/** One file: metrics that were measured together, row by row. */
export interface SeriesTable extends RecordedSeries {
  readonly id: string;
  /** Whether the file says when its rows were measured. */
  readonly isTimed: boolean;
}

/**
 * Reads one table after the other from a folder of `series.json` (id → file, and how many rows at its start are known to be
 * normal) and CSV files, gzipped where the name says so. A column `timestamp` has the times, as text in UTC or epoch seconds; all others are metrics.
 */
export async function* readSeriesFolder(folder: string): AsyncGenerator<SeriesTable> {
  const list = seriesSchema.safeParse(JSON.parse(await readFile(path.join(folder, LIST), 'utf8')));
  if (!list.success) {
    throw new Error(`${LIST} must be an object of ids, each with the name of its file`);
  }
  for (const [id, { file, train_rows: normalRows }] of Object.entries(list.data)) {
    try {
      yield { id, normalRows, ...readTable(await readText(path.join(folder, file))) };
    } catch (error) {
      throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

function readTable(text: string): Omit<SeriesTable, 'id' | 'normalRows'> {
  const [header = [], ...rows] = parseRows(text);
  const timeColumn = header.indexOf(TIMESTAMP);
  const metricColumns = [...header.keys()].filter((column) => column !== timeColumn);
  if (metricColumns.length === 0) {
    throw new Error('there is no column with a metric');
  }
  return {
    isTimed: timeColumn >= 0,
    timestampsMs: Float64Array.from(rows, (fields, row) =>
      timeColumn < 0 ? row * ASSUMED_STEP_MS : readTime(fields[timeColumn], row)
    ),
    columns: metricColumns.map((column) => Float64Array.from(rows, (fields) => readNumber(fields[column]))),
  };
}

function readNumber(field: string | undefined): number {
  return field === undefined || field.trim() === '' ? Number.NaN : Number(field);
}

function readTime(field: string | undefined, row: number): number {
  const seconds = readNumber(field);
  const timestampMs = Number.isNaN(seconds) ? Date.parse(`${field?.trim().replace(' ', 'T')}Z`) : seconds * 1000;
  if (Number.isNaN(timestampMs)) {
    throw new Error(`row ${row + 1} has the timestamp ${field}, which is neither a UTC time nor epoch seconds`);
  }
  return timestampMs;
}
