import type { HistogramDescription, Labels, LevelDescription, Meter, MetricDescription } from '../behavior/meter.ts';

/** The exported series of one counter or histogram with one set of labels. */
export interface RecordedSeries {
  readonly labels: readonly Labels[];
  /** Their values, in the same order, by the running totals of all slots. */
  read(totals: Float64Array): number[];
}

export interface RecordedLevel {
  readonly labels: Labels;
  valueAt(timeMs: number): number;
}

/** Writes down each increase of a counter or histogram as an amount in a slot. */
export interface Recorder {
  readonly series: RecordedSeries[];
  readonly levels: RecordedLevel[];
  readonly slotCount: number;
  /** Called with every increase; there is no use for those before a recording begins. */
  onIncrease: (slot: number, amount: number) => void;
  meterFor(commonLabels: Labels): Meter;
}

export function createRecorder(): Recorder {
  const recorder: Omit<Recorder, 'meterFor'> & { slotCount: number } = {
    series: [],
    levels: [],
    slotCount: 0,
    onIncrease: () => undefined,
  };

  function addCounter(labels: Labels): number {
    const slot = recorder.slotCount++;
    recorder.series.push({ labels: [labels], read: (totals) => [totals[slot] as number] });
    return slot;
  }

  /** Slots of one histogram: a sum, then one count per bucket that is not cumulative. */
  function addHistogram(name: string, labels: Labels, buckets: readonly number[]): number {
    const sumSlot = recorder.slotCount;
    const [first, last] = [sumSlot + 1, sumSlot + 1 + buckets.length];
    recorder.slotCount = last + 1;
    const bounds = [...buckets.map(boundOf), '+Inf'];
    recorder.series.push({
      labels: [
        ...bounds.map((le) => ({ ...labels, __name__: `${name}_bucket`, le })),
        { ...labels, __name__: `${name}_count` },
        { ...labels, __name__: `${name}_sum` },
      ],
      read(totals) {
        const values: number[] = [];
        let count = 0;
        for (let slot = first; slot <= last; slot++) {
          count += totals[slot] as number;
          values.push(count);
        }
        return [...values, count, totals[sumSlot] as number];
      },
    });
    return sumSlot;
  }

  function meterFor(commonLabels: Labels): Meter {
    return {
      counter(description) {
        const slotOf = slotsByLabels(description, (labels) =>
          addCounter({ ...commonLabels, ...labels, __name__: description.name })
        );
        return { add: (labels, amount = 1) => recorder.onIncrease(slotOf(labels), amount) };
      },
      histogram(description: HistogramDescription) {
        const { name, buckets } = description;
        const slotOf = slotsByLabels(description, (labels) =>
          addHistogram(name, { ...commonLabels, ...labels }, buckets)
        );
        return {
          record(labels, value) {
            const sumSlot = slotOf(labels);
            const bucket = buckets.findIndex((bound) => value <= bound);
            recorder.onIncrease(sumSlot, value);
            recorder.onIncrease(sumSlot + 1 + (bucket < 0 ? buckets.length : bucket), 1);
          },
        };
      },
      level({ name, labels }: LevelDescription, valueAt) {
        recorder.levels.push({ labels: { ...commonLabels, ...labels, __name__: name }, valueAt });
      },
    };
  }

  return Object.assign(recorder, { meterFor });
}

/** Finds the slot of a set of labels, and makes one when it sees them for the first time. */
function slotsByLabels({ labelNames, known = [] }: MetricDescription, add: (labels: Labels) => number) {
  const slots = new Map<string, number>();
  const slotOf = (labels: Labels): number => {
    const key = labelNames.map((name) => labels[name]).join('\u0000');
    const slot = slots.get(key) ?? add(labels);
    slots.set(key, slot);
    return slot;
  };
  for (const labels of labelNames.length === 0 ? [{}] : known) {
    slotOf(labels);
  }
  return slotOf;
}

/** Prometheus 3 writes whole bounds as floats when it scrapes them; anything else would be another series. */
function boundOf(bucket: number): string {
  return Number.isInteger(bucket) ? `${bucket}.0` : String(bucket);
}
