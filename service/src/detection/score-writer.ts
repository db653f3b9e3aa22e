import { RemoteWriteError, remoteWrite } from '../telemetry/remote-write.ts';
import type { WriteSeries } from '../telemetry/remote-write.ts';
import type { SourceHealth } from '../telemetry/source-health.ts';
import type { RoundReport } from './scoring-engine.ts';

export interface ScoreWriterOptions {
  url: string;
  health: SourceHealth;
  /** Series-samples that may wait while the receiver is away; the oldest are dropped first. */
  maxWaiting: number;
  onDropped: (samples: number) => void;
  now?: () => number;
}

export interface ScoreWriter {
  add(points: RoundReport['points']): void;
  /**
   * Sends what waits, unless the receiver has asked to be left alone for longer; throws when it does not take it, which
   * then goes on waiting if that may help.
   */
  flush(): Promise<void>;
}

const parts = ['score', 'expected', 'lower', 'upper'] as const;
const samplesPerRequest = 2000;

/** Writes scores and bands to a remote-write receiver: buffered, bounded, and sent again after an outage. */
export function createScoreWriter({
  url,
  health,
  maxWaiting,
  onDropped,
  now = Date.now,
}: ScoreWriterOptions): ScoreWriter {
  let notBeforeMs = 0;
  let waiting: WriteSeries[] = [];

  const keep = (samples: WriteSeries[]): void => {
    onDropped(Math.max(0, samples.length - maxWaiting));
    waiting = samples.slice(-maxWaiting);
  };

  return {
    add: (points) => keep([...waiting, ...points.flatMap(toSamples)]),
    async flush() {
      while (waiting.length > 0 && now() >= notBeforeMs) {
        const batch = waiting.slice(0, samplesPerRequest);
        waiting = waiting.slice(samplesPerRequest);
        try {
          await health.observe(() => remoteWrite({ url }, batch));
        } catch (error) {
          if (error instanceof RemoteWriteError && error.isTransient) {
            notBeforeMs = now() + (error.retryAfterMs ?? 0);
            keep([...batch, ...waiting]);
          } else {
            onDropped(batch.length);
          }
          throw error;
        }
      }
    },
  };
}

function toSamples({ series, point }: RoundReport['points'][number]): WriteSeries[] {
  return parts.flatMap((part) => {
    const value = point[part];
    const labels = {
      ...series.labels,
      __name__: `vigil_anomaly_${part}`,
      service: series.service,
      detector: series.detectorId,
    };
    return value === null ? [] : [{ labels, samples: [{ timestampMs: point.timestampMs, value }] }];
  });
}
