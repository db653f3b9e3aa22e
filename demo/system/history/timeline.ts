import type { WriteSample, WriteSeries } from '@vigil/service/remote-write';
import type { RecordedLevel } from '../simulation/recording-meter.ts';
import type { Replay } from './replay.ts';

export interface Timeline {
  readonly seriesCount: number;
  /** The samples of all series at the next steps. */
  next(steps: number): WriteSeries[];
}

export interface TimelineOptions {
  readonly replay: Replay;
  readonly levels: readonly RecordedLevel[];
  readonly firstMs: number;
  readonly stepMs: number;
}

export function createTimeline({ replay, levels, firstMs, stepMs }: TimelineOptions): Timeline {
  const { series, totals } = replay;
  const labels = [...series.flatMap((recorded) => recorded.labels), ...levels.map((level) => level.labels)];
  let nextMs = firstMs;
  return {
    seriesCount: labels.length,
    next(steps) {
      const columns = labels.map((ofOne) => ({ labels: ofOne, samples: [] as WriteSample[] }));
      for (let step = 0; step < steps; step++) {
        replay.play(nextMs - stepMs, nextMs);
        const values = [
          ...series.flatMap((recorded) => recorded.read(totals)),
          ...levels.map(({ valueAt }) => valueAt(nextMs)),
        ];
        columns.forEach(({ samples }, index) => samples.push({ timestampMs: nextMs, value: values[index] as number }));
        nextMs += stepMs;
      }
      return columns;
    },
  };
}
