import { detectorDefinition } from '@vigil/contract';
import type { Anomaly, DetectorDefinition } from '@vigil/contract';
import { pino } from 'pino';
import { createDetectionRuntime } from '../src/detection/detection-runtime.ts';
import type { DetectionRuntime } from '../src/detection/detection-runtime.ts';
import type { DetectionSettings } from '../src/detection/detection-settings.ts';
import { defaultDetectionSettings } from './detection-settings.ts';
import { createScoringStatus } from '../src/detection/scoring-status.ts';
import type { ScoringStatus } from '../src/detection/scoring-status.ts';
import { createServiceMetrics } from '../src/metrics.ts';
import type { ServiceMetrics } from '../src/metrics.ts';
import type { Database } from '../src/storage/database.ts';
import { listAnomalies } from '../src/storage/repositories/anomalies.ts';
import { fakeMetrics } from './fake-metrics.ts';
import type { FakeMetrics, FakeSeries } from './fake-metrics.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';

export const stepSeconds = 15;

export function detector(id: string, kind: DetectorDefinition['kind'], options = {}): DetectorDefinition {
  return detectorDefinition.parse({
    id,
    title: id,
    kind,
    query: id,
    unit: 's',
    stepSeconds,
    options: { trainingWindowSeconds: 86_400, ...options },
  });
}

export interface DetectionHarness {
  /** Those that the configuration asks for; a test may take some away. */
  detectors: readonly DetectorDefinition[];
  logLines: string[];
  metrics: FakeMetrics;
  clock: ManualClock;
  status: ScoringStatus;
  serviceMetrics: ServiceMetrics;
  runtime: DetectionRuntime;
  /** The service goes away without a word and a new process takes over. */
  restart(): Promise<void>;
  /** Scores step by step; a failing round is what an outage makes of it. */
  scoreFor(seconds: number): Promise<void>;
  anomalies(): Promise<Anomaly[]>;
}

/** Detection on a database, with series that are functions of time and a clock that the test moves. */
export async function startDetection(
  database: Database,
  detectors: readonly DetectorDefinition[],
  series: Record<string, FakeSeries[]>,
  settings: Partial<DetectionSettings> = {}
): Promise<DetectionHarness> {
  const metrics = fakeMetrics();
  const clock = manualClock();
  for (const [query, answers] of Object.entries(series)) {
    metrics.queries.set(query, answers);
  }
  const status = createScoringStatus(() => clock.now());
  const start = (serviceMetrics: ServiceMetrics): DetectionRuntime =>
    createDetectionRuntime({
      database,
      metrics,
      catalog: {
        all: () => harness.detectors,
        find: (id) => harness.detectors.find((each) => each.id === id),
        fateOf: (id) => (harness.detectors.some((each) => each.id === id) ? 'active' : 'removed'),
        entries: () => [],
        refresh: () => Promise.resolve(),
        adopt: () => undefined,
        configure: () => undefined,
      },
      status,
      settings: { ...defaultDetectionSettings, stepSeconds, ...settings },
      clock,
      logger: pino({ level: 'warn' }, { write: (line: string) => harness.logLines.push(line) }),
      registry: serviceMetrics.registry,
      writer: null,
    });
  const nowMs = () => clock.now().getTime();
  const harness: DetectionHarness = {
    detectors,
    logLines: [],
    metrics,
    clock,
    status,
    serviceMetrics: createServiceMetrics(),
    runtime: start(createServiceMetrics()),
    async restart() {
      await harness.runtime.release();
      harness.serviceMetrics = createServiceMetrics();
      harness.runtime = start(harness.serviceMetrics);
    },
    async scoreFor(seconds) {
      for (let passed = 0; passed < seconds; passed += stepSeconds) {
        clock.advanceSeconds(stepSeconds);
        await harness.runtime.score(nowMs(), () => Promise.resolve()).catch(() => undefined);
      }
    },
    anomalies: async () => (await listAnomalies(database, {}, { limit: 100 })).items,
  };
  await harness.restart();
  await harness.runtime.score(nowMs(), () => Promise.resolve());
  await harness.runtime.rediscover(nowMs());
  return harness;
}

/** Small noise that is the same in every run. */
export function noise(timestampMs: number): number {
  const phase = Math.sin(timestampMs / 1000) * 43_758.5453;
  return phase - Math.floor(phase) - 0.5;
}
