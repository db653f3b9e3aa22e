import type { Logger } from 'pino';
import type { ScoredPoint } from '../detectors/index.ts';
import type { Database } from '../storage/database.ts';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import { applyReading, hasMissingValues, spanOf } from './apply-round.ts';
import type { AppliedRound } from './apply-round.ts';
import { readBlindSteps } from './blind-steps.ts';
import type { BlindSteps } from './blind-steps.ts';
import { loadTrackedSeries, saveRound } from './detection-store.ts';
import type { RoundSequel, SavedAnomalies } from './detection-store.ts';
import type { DetectorCatalog } from './detector-catalog.ts';
import { seriesToDrop } from './drop-series.ts';
import { readRound } from './read-round.ts';
import type { DetectorReading, Round } from './read-round.ts';
import type { ScoringStatus } from './scoring-status.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** What one round of scoring did, for metrics, remote write and the incidents. */
export interface RoundReport {
  points: Array<{ series: TrackedSeries; point: ScoredPoint }>;
  anomalies: SavedAnomalies;
  /** The detector of each anomaly that opened. */
  openedBy: string[];
  futureSamples: number;
  skippedSteps: number;
  failedDetectors: string[];
  durationMs: number;
}

export interface ScoringEngineOptions {
  database: Database;
  metrics: MetricsSource;
  registry: SeriesRegistry;
  status: ScoringStatus;
  catalog: DetectorCatalog;
  logger: Logger;
  rateWindowSeconds: number;
  trainingWindowSeconds: number;
  unobservableAfterSeconds: number;
  maxCatchUpSeconds: number;
  /** Takes anomalies to their incidents, in the transaction that saves them. */
  sequel: RoundSequel;
}

export interface ScoringEngine {
  /** Scores every step that is due. Steps that could not be read stay due. */
  score(nowMs: number): Promise<RoundReport>;
  /** Takes up the state that is saved, dropping what is in memory. */
  load(): Promise<void>;
}

const stalenessSteps = 4;
const shortestStalenessMs = 30_000;

export function createScoringEngine(options: ScoringEngineOptions): ScoringEngine {
  const { database, registry, status, catalog } = options;
  let isLoaded = false;

  const load = async (): Promise<void> => {
    registry.replaceAll(await loadTrackedSeries(database, options.logger));
    isLoaded = true;
  };

  const save = async (applied: AppliedRound, nowMs: number): Promise<SavedAnomalies> => {
    const detectors = new Map(catalog.all().map((detector) => [detector.id, detector]));
    const dropped = seriesToDrop(registry, catalog, options.trainingWindowSeconds, nowMs);
    const gone = new Set(dropped.map(({ series }) => series));
    const touched = applied.touched.filter((series) => !gone.has(series));
    try {
      const result = { touched, events: applied.events, points: applied.points, dropped, nowMs };
      const saved = await saveRound(database, result, detectors, options.sequel);
      dropped.forEach(({ series }) => registry.remove(series));
      return saved;
    } catch (error) {
      isLoaded = false;
      status.failed(`Scores cannot be saved: ${messageOf(error)}`);
      throw error;
    }
  };

  return {
    load,
    async score(nowMs) {
      const startedMs = performance.now();
      if (!isLoaded) {
        await load().catch((error: unknown) => {
          status.failed(`The state of scoring cannot be read: ${messageOf(error)}`);
          throw error;
        });
      }
      const request = { ...options, detectors: catalog.all(), nowMs };
      const round = await readRound({ ...request, maxCatchUpMs: options.maxCatchUpSeconds * 1000 });
      const blind = await blindStepsOf(round, options).catch((error: unknown) => {
        status.failed(messageOf(error));
        throw error;
      });
      const unobservableAfterMs = options.unobservableAfterSeconds * 1000;
      const applied = merge(
        round.readings.map((reading) => applyReading(reading, registry, blind, unobservableAfterMs))
      );
      const anomalies = await save(applied, nowMs);
      reportStatus(status, round, blind);
      return {
        points: applied.points,
        anomalies,
        openedBy: applied.events.filter(({ type }) => type === 'opened').map(({ series }) => series.detectorId),
        futureSamples: applied.futureSamples,
        skippedSteps: round.skippedSteps,
        failedDetectors: round.failures.map(({ detector }) => detector.id),
        durationMs: performance.now() - startedMs,
      };
    },
  };
}

const nothingIsBlind: BlindSteps = { isBlind: () => false };

async function blindStepsOf(
  { readings }: Round,
  { metrics, registry, rateWindowSeconds }: ScoringEngineOptions
): Promise<BlindSteps> {
  const incomplete = readings.filter((reading) => hasMissingValues(reading, registry));
  if (incomplete.length === 0) {
    return nothingIsBlind;
  }
  const stepSeconds = Math.min(...incomplete.map(({ detector }) => detector.stepSeconds));
  return readBlindSteps(metrics, spanOf(incomplete), stepSeconds, {
    staleAfterMs: Math.max(shortestStalenessMs, stalenessSteps * stepSeconds * 1000),
    recoveryMs: rateWindowSeconds * 1000,
  });
}

function reportStatus(status: ScoringStatus, { readings, failures }: Round, blind: BlindSteps): void {
  const blindReading = readings.find(({ range }: DetectorReading) => blind.isBlind(range.toMs));
  if (blindReading !== undefined) {
    status.failed('The metrics source answers but has no fresh samples. Is it scraping, and do the clocks agree?');
  } else {
    status.scored(
      readings.map(({ detector }) => detector.id),
      failures.map(({ detector, error }) => ({ id: detector.id, message: error.message }))
    );
  }
}

function merge(rounds: readonly AppliedRound[]): AppliedRound {
  return {
    touched: rounds.flatMap(({ touched }) => touched),
    events: rounds.flatMap(({ events }) => events),
    points: rounds.flatMap(({ points }) => points),
    futureSamples: rounds.reduce((total, { futureSamples }) => total + futureSamples, 0),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
