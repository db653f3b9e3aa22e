export type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(labels: Labels, amount?: number): void;
}

export interface Histogram {
  record(labels: Labels, value: number): void;
}

export interface MetricDescription {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  /** Label values to export from the start, so that a first increase is an increase and not a new series. */
  readonly known?: readonly Labels[];
}

export interface HistogramDescription extends MetricDescription {
  readonly buckets: readonly number[];
}

export interface LevelDescription {
  readonly name: string;
  readonly help: string;
  readonly labels?: Labels;
}

/** Where a service puts its numbers: a Prometheus registry when it runs, a recording when history is made from it. */
export interface Meter {
  counter(description: MetricDescription): Counter;
  histogram(description: HistogramDescription): Histogram;
  /** A gauge whose value is asked for whenever it is read. */
  level(description: LevelDescription, valueAt: (timeMs: number) => number): void;
}
