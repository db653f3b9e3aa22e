import { pino } from 'pino';
import { detectorPresets } from '../../src/detection/presets/index.ts';
import { applyPreset } from '../../src/detection/apply-preset.ts';
import { defaultDetectionSettings } from '../detection-settings.ts';
import type { ScoredColumns } from '../../src/detection/score-range.ts';
import { createScoringStatus } from '../../src/detection/scoring-status.ts';
import type { ScoringStatus } from '../../src/detection/scoring-status.ts';
import type { Database } from '../../src/storage/database.ts';
import { createSourceHealth } from '../../src/telemetry/source-health.ts';
import type { MetricsSource } from '../../src/telemetry/telemetry.ts';
import type { DetectionContext } from '../../src/verbs/detection-context.ts';
import { testConfig } from '../service-harness.ts';
import { now } from './seed.ts';

const detectors = detectorPresets
  .filter(({ id }) => ['availability', 'http-errors', 'spring-latency'].includes(id))
  .map((preset) => applyPreset(preset, 'service', defaultDetectionSettings));

/** Which instances can be scraped, the only thing that these verbs ask the metrics source itself. */
function instances(up: Record<string, readonly number[]>): MetricsSource {
  const unused = () => Promise.reject(new Error('not part of this test'));
  return {
    health: createSourceHealth(() => now),
    queryInstant: () =>
      Promise.resolve(
        Object.entries(up).flatMap(([service, values]) =>
          values.map((value) => ({ labels: { service }, timestampMs: now.getTime(), value }))
        )
      ),
    queryRange: unused,
    labelValues: unused,
    probe: () => Promise.resolve(),
  };
}

const stepMs = 15_000;

/** A step up in the middle of the range, scored by how far above its band it is. */
function steppedUp(range: { fromMs: number; toMs: number }, service: string, detectorId: string): ScoredColumns {
  const fromMs = Math.floor(range.fromMs / stepMs) * stepMs;
  const length = Math.floor((range.toMs - fromMs) / stepMs) + 1;
  const at = <Value>(valueAt: (index: number) => Value): Value[] =>
    Array.from({ length }, (_, index) => valueAt(index));
  const isUp = (index: number): boolean => index >= length / 2;
  return {
    seriesKey: `${detectorId}{service="${service}"}`,
    service,
    labels: { service },
    timestampsMs: at((index) => fromMs + index * stepMs),
    values: at((index) => (index === 1 ? null : isUp(index) ? 2.1 : 0.24)),
    expected: at(() => 0.24),
    lower: at(() => 0.18),
    upper: at(() => 0.31),
    scores: at((index) => (index === 1 ? null : isUp(index) ? 8.4 : 0.1)),
    hasModel: true,
  };
}

export interface TestDetection {
  context: DetectionContext;
  scoring: ScoringStatus;
}

export function detectionOf(database: Database, up: Record<string, readonly number[]>): TestDetection {
  const scoring = createScoringStatus(() => now);
  const metrics = instances(up);
  scoring.scored(
    detectors.map(({ id }) => id),
    []
  );
  const context: DetectionContext = {
    database,
    clock: { now: () => now },
    config: testConfig(),
    logger: pino({ level: 'silent' }),
    telemetry: { metrics, logs: null, traces: null, grafana: null },
    catalog: {
      all: () => detectors,
      find: (id) => detectors.find((detector) => detector.id === id),
      fateOf: () => 'active',
      entries: () =>
        detectors.map((definition) => ({
          definition,
          base: definition,
          source: 'preset',
          state: 'active',
          requires: ['up'],
          stored: null,
        })),
      refresh: () => Promise.resolve(),
      adopt: () => undefined,
      configure: () => undefined,
    },
    scoring,
    scoreRange: (detector, range) =>
      Promise.resolve({
        stepSeconds: 15,
        series: detector.id === 'spring-latency' ? [steppedUp(range, 'payments', detector.id)] : [],
      }),
  };
  return { context, scoring };
}
