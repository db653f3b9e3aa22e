import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { detectorDefinition } from '@vigil/contract';
import type { DetectorDefinition } from '@vigil/contract';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { serviceConfig } from '../src/config/config.schema.ts';
import { createDetectionRuntime } from '../src/detection/detection-runtime.ts';
import type { DetectionRuntime } from '../src/detection/detection-runtime.ts';
import type { ScoreWriter } from '../src/detection/score-writer.ts';
import { createScoringStatus } from '../src/detection/scoring-status.ts';
import { openDatabase } from '../src/storage/database.ts';
import type { MetricsSource } from '../src/telemetry/telemetry.ts';
import { liveMetric, seriesPerDetector, stepMs } from './live-value.ts';

export interface LiveDetection {
  readonly runtime: DetectionRuntime;
  readonly detectors: readonly DetectorDefinition[];
  /** How many points the steps since the last call have scored. */
  takePointCount(): number;
  close(): Promise<void>;
}

/** Detection as the service runs it, on an embedded database of its own, with one detector per thousand series. */
export async function startLiveDetection(metrics: MetricsSource, seriesCount: number): Promise<LiveDetection> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-live-'));
  const { database, close } = await openDatabase({ kind: 'directory', path: folder });
  const detectors = detectorsFor(seriesCount);
  const { detection } = serviceConfig.parse({ server: { sharedSecret: 'a secret that nobody needs to keep' } });
  let points = 0;
  const writer: ScoreWriter = { add: (scored) => (points += scored.length), flush: () => Promise.resolve() };
  const clock = { now: () => new Date() };
  const runtime = createDetectionRuntime({
    database,
    metrics,
    catalog: catalogOf(detectors),
    status: createScoringStatus(clock.now),
    settings: { ...detection, stepSeconds: stepMs / 1000, custom: [] },
    clock,
    logger: pino({ level: 'warn' }),
    registry: new Registry(),
    writer,
  });
  return {
    runtime,
    detectors,
    takePointCount() {
      const taken = points;
      points = 0;
      return taken;
    },
    async close() {
      await runtime.release();
      await close();
      await rm(folder, { recursive: true });
    },
  };
}

function detectorsFor(seriesCount: number): DetectorDefinition[] {
  return Array.from({ length: Math.ceil(seriesCount / seriesPerDetector) }, (_, index) =>
    detectorDefinition.parse({
      id: `live-${index}`,
      title: `Live ${index}`,
      kind: 'custom',
      query: `${liveMetric}{detector="live-${index}"}`,
      unit: '',
      stepSeconds: stepMs / 1000,
    })
  );
}

function catalogOf(detectors: readonly DetectorDefinition[]) {
  return {
    all: () => detectors,
    find: (id: string) => detectors.find((each) => each.id === id),
    fateOf: () => 'active' as const,
    entries: () => [],
    refresh: () => Promise.resolve(),
    adopt: () => undefined,
    configure: () => undefined,
  };
}
