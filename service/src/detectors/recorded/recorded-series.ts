/** Metrics that were measured together and recorded row by row. */
export interface RecordedSeries {
  /** Epoch milliseconds; a row that is not later than all before it counts as a repetition. */
  readonly timestampsMs: Float64Array;
  /** One per metric, of equal length; NaN where a row has no value. */
  readonly columns: readonly Float64Array[];
  /** The first rows, as many, are known to be free of anomalies; 0 when nothing is known. */
  readonly normalRows: number;
}

/** A row without any finite value has nothing to score. */
export function hasValue({ columns }: RecordedSeries, row: number): boolean {
  return columns.some((column) => Number.isFinite(column[row]));
}
