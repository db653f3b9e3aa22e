import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ScoredPoint } from '../detectors/index.ts';
import type { Database } from '../storage/database.ts';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import type { BlindSteps } from './blind-steps.ts';
import { saveRound } from './detection-store.ts';
import type { RoundSequel, SavedAnomalies, SavedRound, ShardRound } from './detection-store.ts';
import type { DetectorCatalog } from './detector-catalog.ts';
import { divideRound } from './divide-round.ts';
import type { DetectorInput } from './divide-round.ts';
import { takeDropped } from './drop-series.ts';
import { readRound } from './read-round.ts';
import type { Round } from './read-round.ts';
import type { ScoringStatus } from './scoring-status.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { applyInput } from './sharding/apply-input.ts';
import type { Shard } from './sharding/shard.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** What one round of scoring did, for metrics, remote write and the incidents. */
export interface RoundReport {
  points: Array<{ series: TrackedSeries; point: ScoredPoint }>;
  anomalies: SavedAnomalies;
  /** The detector of each anomaly that opened. */
  openedBy: string[];
  futureSamples: number;
  duplicateSeries: number;
  skippedSteps: number;
  /** Shards whose results were refused, because another replica owns them now. */
  lostShards: number;
  failedDetectors: string[];
  durationMs: number;
  /** Not all missed steps have been scored yet: another round is due. */
  isBehind: boolean;
}

export interface ScoringEngineOptions {
  database: Database;
  metrics: MetricsSource;
  registry: SeriesRegistry;
  status: ScoringStatus;
  catalog: DetectorCatalog;
  replicaId: string;
  rateWindowSeconds: number;
  trainingWindowSeconds: number;
  unobservableAfterSeconds: number;
  maxCatchUpSeconds: number;
}

export interface ScoringEngine {
  /** Scores every step that is due of the shards in the registry. Steps that could not be read stay due. */
  score(nowMs: number, sequel: RoundSequel): Promise<RoundReport>;
}

export function createScoringEngine(options: ScoringEngineOptions): ScoringEngine {
  const { database, registry, status, catalog, metrics } = options;
  const telling = async <Result>(task: Promise<Result>, what = ''): Promise<Result> => {
    try {
      return await task;
    } catch (error) {
      status.failed(`${what}${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
  const save = async (rounds: readonly ShardRound[], nowMs: number, sequel: RoundSequel): Promise<SavedRound> => {
    const detectors = new Map(catalog.all().map((detector) => [detector.id, detector]));
    const result = { replicaId: options.replicaId, shards: rounds, detectors, nowMs };
    try {
      const saved = await telling(saveRound(database, result, sequel), 'Scores cannot be saved: ');
      saved.added.forEach((shard) => registry.add(shard));
      [...saved.lost, ...saved.kept.flatMap(({ shard, isDone }) => (isDone ? [shard] : []))].forEach(({ id }) =>
        registry.remove(id)
      );
      return saved;
    } catch (error) {
      registry.clear();
      throw error;
    }
  };

  return {
    async score(nowMs, sequel) {
      const startedMs = performance.now();
      const request = { ...options, detectors: catalog.all(), nowMs };
      const round = await readRound({ ...request, maxCatchUpMs: options.maxCatchUpSeconds * 1000 });
      const { inputs, blind } = await telling(
        divideRound(round.readings, registry, metrics, options.rateWindowSeconds)
      );
      const rounds = withDropped(await applyAll(inputs, options.unobservableAfterSeconds * 1000), options, nowMs);
      const saved = await save(rounds, nowMs, sequel);
      reportStatus(status, round, blind);
      return { ...reportOf(round, inputs, saved), durationMs: performance.now() - startedMs };
    },
  };
}

async function applyAll(
  inputs: readonly DetectorInput[],
  unobservableAfterMs: number
): Promise<Map<Shard, ShardRound>> {
  const rounds = new Map<Shard, ShardRound>();
  for (const { reading, shards } of inputs) {
    for (const { shard, input } of shards) {
      const applied = applyInput(shard, input, { kind: reading.detector.kind, unobservableAfterMs });
      rounds.set(shard, { ...applied, shard, input, dropped: [], isDone: false });
      await yieldToOthers();
    }
  }
  return rounds;
}

/** Adds what is not watched any more, also of shards that nothing was scored of. */
function withDropped(
  rounds: ReadonlyMap<Shard, ShardRound>,
  { registry, catalog, trainingWindowSeconds }: ScoringEngineOptions,
  nowMs: number
): ShardRound[] {
  return registry.shards().flatMap((shard) => {
    const dropped = takeDropped(shard, catalog, trainingWindowSeconds, nowMs);
    const isDone = catalog.fateOf(shard.detectorId) === 'removed';
    const round = rounds.get(shard);
    const input = { stepsMs: [], blind: [], values: new Float64Array() };
    return round === undefined && dropped.length === 0 && !isDone
      ? []
      : [{ shard, input, events: [], points: [], ...round, dropped, isDone }];
  });
}

function reportOf(
  { skippedSteps, failures, isBehind }: Round,
  inputs: readonly DetectorInput[],
  { anomalies, kept, lost }: SavedRound
): Omit<RoundReport, 'durationMs'> {
  const opened = kept.flatMap(({ events }) => events).filter(({ type }) => type === 'opened');
  return {
    points: kept.flatMap(({ points }) => points),
    anomalies,
    openedBy: opened.map(({ series }) => series.detectorId),
    futureSamples: inputs.reduce((total, { futureSamples }) => total + futureSamples, 0),
    duplicateSeries: inputs.reduce((total, { duplicateSeries }) => total + duplicateSeries, 0),
    skippedSteps,
    lostShards: lost.length,
    failedDetectors: failures.map(({ detector }) => detector.id),
    isBehind,
  };
}

function reportStatus(status: ScoringStatus, { readings, failures }: Round, blind: BlindSteps): void {
  if (readings.some(({ range }) => blind.isBlind(range.toMs))) {
    status.failed('The metrics source answers but has no fresh samples. Is it scraping, and do the clocks agree?');
  } else {
    status.scored(
      readings.map(({ detector }) => detector.id),
      failures.map(({ detector, error }) => ({ id: detector.id, message: error.message }))
    );
  }
}
