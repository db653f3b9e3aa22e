import type { MetricTable, RecordedLine, RecordedSpan } from '../root-cause/recorded/recorded-incident.ts';
import { parseRows } from './read-csv.ts';

const TIME = 'time';
const SECOND_MS = 1000;
const NANOSECONDS_PER_MS = 1e6;
const MICROSECONDS_PER_MS = 1000;

/** Reads a column `time` in epoch seconds and others named `<subject>|<metric>`; empty fields are missing samples. */
export function readMetrics(text: string): MetricTable {
  const [header = [], ...rows] = parseRows(text);
  if (header[0] !== TIME) {
    throw new Error(`the first column must be ${TIME}, not ${header[0] ?? 'missing'}`);
  }
  const columns = new Map<string, Float64Array>();
  header.slice(1).forEach((name, place) => {
    columns.set(
      name,
      Float64Array.from(rows, (fields) => readNumber(fields[place + 1]))
    );
  });
  return { timesMs: Float64Array.from(rows, ([time]) => readNumber(time) * SECOND_MS), columns };
}

/** Reads spans, one a row. */
export function readSpans(text: string): RecordedSpan[] {
  return readRecords(text, ['trace_id', 'span_id', 'parent_id', 'service', 'operation', 'start_ns', 'duration_us']).map(
    ([traceId, spanId, parentId, service, operation, startNs, durationUs]) => ({
      traceId: traceId!,
      spanId: spanId!,
      parentId: parentId!,
      service: service!,
      operation: operation!,
      startMs: Number(startNs) / NANOSECONDS_PER_MS,
      durationMs: Number(durationUs) / MICROSECONDS_PER_MS,
    })
  );
}

/** Reads log lines, one a row. */
export function readLines(text: string): RecordedLine[] {
  return readRecords(text, ['time_ns', 'service', 'trace_id', 'span_id', 'line']).map(
    ([timeNs, service, traceId, spanId, line]) => ({
      timeMs: Number(timeNs) / NANOSECONDS_PER_MS,
      service: service!,
      traceId: traceId!,
      spanId: spanId!,
      text: line!,
    })
  );
}

/** For each row its fields in these columns. */
function readRecords(text: string, names: readonly string[]): string[][] {
  const [header = [], ...rows] = parseRows(text);
  const places = names.map((name) => {
    const place = header.indexOf(name);
    if (place < 0) {
      throw new Error(`there is no column ${name}`);
    }
    return place;
  });
  return rows.map((fields, row) =>
    places.map((place) => {
      const field = fields[place];
      if (field === undefined) {
        throw new Error(`row ${row + 1} ends before ${header[place]}`);
      }
      return field;
    })
  );
}

function readNumber(field: string | undefined): number {
  return field === undefined || field.trim() === '' ? Number.NaN : Number(field);
}
