import type { MetricTable, RecordedIncident } from './recorded-incident.ts';

/** Start of the step in which the incident begins. */
export function incidentStepMs({ abnormalFromMs, stepMs }: RecordedIncident): number {
  return Math.floor(abnormalFromMs / stepMs) * stepMs;
}

/** The samples there are, of the lead-in to the incident and of the incident. */
export interface SplitSamples {
  readonly before: readonly number[];
  readonly during: readonly number[];
}

/** Parts the samples of a column by the beginning of the incident; what is missing is left out. */
export function splitSamples(table: MetricTable, column: Float64Array, fromMs: number): SplitSamples {
  const before: number[] = [];
  const during: number[] = [];
  column.forEach((value, row) => {
    if (!Number.isNaN(value)) {
      (table.timesMs[row]! < fromMs ? before : during).push(value);
    }
  });
  return { before, during };
}
