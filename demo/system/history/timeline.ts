import type { WriteSample, WriteSeries } from '@vigil/service/remote-write';
import type { RecordedLevel } from '../simulation/recording-meter.ts';
import type { Replay } from './replay.ts';

export interface TimelineOptions {
  readonly replay: Replay;
  readonly levels: readonly RecordedLevel[];
  /** In order. */
  readonly instantsMs: readonly number[];
  readonly instantsPerBatch: number;
}

/** All series at all instants, a number of instants at a time. */
export function* createTimeline(options: TimelineOptions): Generator<WriteSeries[], void> {
  const { replay, levels, instantsMs, instantsPerBatch } = options;
  const { series, totals } = replay;
  const labels = [...series.flatMap((recorded) => recorded.labels), ...levels.map((level) => level.labels)];
  let lastMs = instantsMs[0] ?? 0;
  for (let first = 0; first < instantsMs.length; first += instantsPerBatch) {
    const batch = labels.map((ofOne) => ({ labels: ofOne, samples: [] as WriteSample[] }));
    for (const instantMs of instantsMs.slice(first, first + instantsPerBatch)) {
      replay.play(lastMs, instantMs);
      const values = [
        ...series.flatMap((recorded) => recorded.read(totals)),
        ...levels.map(({ valueAt }) => valueAt(instantMs)),
      ];
      batch.forEach(({ samples }, index) => samples.push({ timestampMs: instantMs, value: values[index] as number }));
      lastMs = instantMs;
    }
    yield batch;
  }
}
