import type { ServiceContext } from '../context.ts';
import type { DetectorCatalog } from '../detection/detector-catalog.ts';
import type { RangeScorer } from '../detection/score-cache.ts';
import type { ScoringStatus } from '../detection/scoring-status.ts';
import type { ConnectedTelemetry } from '../telemetry/create-telemetry.ts';

/** What the verbs about detection read from. */
export interface DetectionContext extends Pick<ServiceContext, 'database' | 'clock' | 'logger' | 'config'> {
  telemetry: ConnectedTelemetry;
  catalog: DetectorCatalog;
  scoring: ScoringStatus;
  /** Null when no metrics source is configured. */
  scoreRange: RangeScorer | null;
}
