import type { Migration } from 'kysely/migration';
import { foundation } from './0001-foundation.ts';
import { leases } from './0002-leases.ts';
import { intakeAndRetention } from './0003-intake-and-retention.ts';
import { scoringState } from './0004-scoring-state.ts';
import { anomalyFeedback } from './0005-anomaly-feedback.ts';
import { mutesAndTrainings } from './0006-mutes-and-trainings.ts';
import { storedDetectors } from './0007-stored-detectors.ts';
import { backtests } from './0008-backtests.ts';
import { anomalyRates } from './0009-anomaly-rates.ts';
import { scoringShards } from './0010-scoring-shards.ts';
import { sharedCallGraph } from './0011-shared-call-graph.ts';

/** In the order in which they run; a released migration never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': foundation,
  '0002-leases': leases,
  '0003-intake-and-retention': intakeAndRetention,
  '0004-scoring-state': scoringState,
  '0005-anomaly-feedback': anomalyFeedback,
  '0006-mutes-and-trainings': mutesAndTrainings,
  '0007-stored-detectors': storedDetectors,
  '0008-backtests': backtests,
  '0009-anomaly-rates': anomalyRates,
  '0010-scoring-shards': scoringShards,
  '0011-shared-call-graph': sharedCallGraph,
};
