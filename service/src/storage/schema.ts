import type {
  AnomalyMute,
  DetectorPriority,
  Evidence,
  Explanation,
  Incident,
  IncidentMember,
  IndicatorKind,
  Investigation,
  InvestigationDetail,
  InvestigationStep,
  Labels,
  ModelCard,
  Severity,
  Suspect,
  TimelineEvent,
  TrainingRun,
  VerdictKind,
} from '@vigil/contract';
import type { BacktestsTable, DetectorFingerprintsTable, StoredDetectorsTable } from './detector-tables.ts';
import type { ReplicasTable, ScoringShardsTable, ShardJournalTable } from './scoring-tables.ts';
import type { ColumnType, Generated, Insertable, JSONColumnType, Selectable, Updateable } from 'kysely';

/** JSON goes in as text, because drivers disagree about how an array is sent. */
type Json<Value> = ColumnType<Value, string, string>;
type LabelsColumn = JSONColumnType<Labels>;

export interface ModelsTable {
  seriesKey: string;
  detectorId: string;
  service: string;
  labels: LabelsColumn;
  kind: string;
  /** As the detectors write it; storage does not look inside. */
  snapshot: Json<unknown>;
  card: Json<ModelCard>;
  trainedAt: Date;
}

export interface SeriesStateTable {
  seriesKey: string;
  detectorId: string;
  service: string;
  labels: LabelsColumn;
  /** Newest score as it was last noted; those of many calm series are noted by turns. */
  lastTimestamp: Date | null;
  lastScore: number | null;
  lastValue: number | null;
}

export interface AnomaliesTable {
  id: string;
  detectorId: string;
  detectorTitle: string;
  seriesKey: string;
  service: string;
  kind: IndicatorKind;
  unit: string;
  labels: LabelsColumn;
  query: string;
  severity: Severity;
  status: 'open' | 'closed';
  onsetAt: Date;
  detectedAt: Date;
  peakAt: Date;
  endedAt: Date | null;
  lastScore: number;
  peakScore: number;
  value: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  agreed: boolean;
  explanation: Json<Explanation>;
  incidentId: string | null;
  /** The newest that was given. */
  verdict: Generated<VerdictKind | null>;
  /** What keeps it out of incidents, or kept it out until it ended. */
  mute: ColumnType<AnomalyMute | null, string | null | undefined, string | null>;
}

export interface AnomalyVerdictsTable {
  id: string;
  sequence: Generated<number>;
  anomalyId: string;
  verdict: VerdictKind;
  note: string;
  actor: string;
  at: Date;
}

/** Both ends null: that the series has no value is what was accepted. */
export interface AcceptedLevelsTable {
  id: string;
  anomalyId: string;
  detectorId: string;
  seriesKey: string;
  lowest: number | null;
  highest: number | null;
  /** When the series came to this level. */
  since: Date;
  actor: string;
  note: string;
  acceptedAt: Date;
}

export interface DetectorPrioritiesTable {
  detectorId: string;
  priority: DetectorPriority;
}

export interface DetectorAuditTable {
  id: string;
  sequence: Generated<number>;
  at: Date;
  actor: string;
  detectorId: string;
  from: string;
  to: string;
  evidence: string;
}

export interface MutesTable {
  id: string;
  detectorId: string;
  service: string;
  /** Null for all series that the detector watches of the service. */
  seriesKey: string | null;
  reason: string;
  createdBy: string;
  createdAt: Date;
  until: Date;
  endedBy: string | null;
  endedAt: Date | null;
}

export interface TrainingRunsTable {
  id: string;
  /** Null for all detectors. */
  detectorId: string | null;
  trigger: TrainingRun['trigger'];
  requestedBy: string;
  status: TrainingRun['status'];
  requestedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  detectorsTotal: number;
  detectorsDone: number;
  seriesTrained: number;
  error: string | null;
}

export type AlertSource = 'alertmanager' | 'grafana';

export interface AlertDeliveriesTable {
  id: string;
  source: AlertSource;
  receivedAt: Date;
  headers: JSONColumnType<Record<string, string>>;
  body: string;
  /** `stored` until its episodes have been taken to incidents; `dead` when that failed too often. */
  status: 'stored' | 'processed' | 'failed' | 'dead';
  error: string | null;
  decision: Json<string[]>;
  /** What its sender signed it with; null when it is not signed. */
  signature: string | null;
  attempts: number;
  nextAttemptAt: Date;
}

export interface AlertEpisodesTable {
  id: string;
  source: AlertSource;
  fingerprint: string;
  startsAt: Date;
  endsAt: Date | null;
  status: 'firing' | 'resolved';
  title: string;
  service: string | null;
  severity: Severity;
  labels: LabelsColumn;
  annotations: JSONColumnType<Record<string, string>>;
  generatorUrl: string;
  /** Identifies the rule of a Grafana alert, whatever the alert says about it. */
  ruleKey: string | null;
  /** What the source could not do, when the alert says that and not that a threshold was crossed. */
  signal: 'condition' | 'no-data' | 'error';
  isTest: boolean;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** The last that changed it; null once that is no longer kept. */
  deliveryId: string | null;
  incidentId: string | null;
}

export interface IncidentsTable {
  id: string;
  number: Generated<number>;
  title: string;
  status: Incident['status'];
  severity: Severity;
  service: string | null;
  openedAt: Date;
  startedAt: Date;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  resolution: Incident['resolution'];
  suspects: Json<Suspect[]>;
  investigationId: string | null;
  isTest: boolean;
  /** Whether somebody is to be woken for it. */
  priority: Generated<Incident['priority']>;
  /** When a member was last added, fired again or ended. */
  lastActivityAt: Date;
  /** Since when no member is open; null while one is. */
  quietSince: Date | null;
}

export interface IncidentMembersTable {
  kind: IncidentMember['kind'];
  memberId: string;
  incidentId: string;
  reason: string;
  addedAt: Date;
}

export interface TimelineEventsTable {
  id: string;
  sequence: Generated<number>;
  incidentId: string;
  at: Date;
  type: TimelineEvent['type'];
  actor: string;
  channel: string;
  message: string;
}

export interface InvestigationsTable {
  id: string;
  incidentId: string | null;
  title: string;
  status: Investigation['status'];
  trigger: Investigation['trigger'];
  requestedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  windowFrom: Date;
  windowTo: Date;
  service: string | null;
  summary: string;
  suspects: Json<Suspect[]>;
  error: string | null;
  steps: Json<InvestigationStep[]>;
  evidence: Json<Evidence[]>;
  topology: Json<InvestigationDetail['topology']>;
}

export interface CallGraphsTable {
  name: string;
  edges: Json<Array<InvestigationDetail['topology'][number]>>;
  readAt: Date;
}

export interface LeasesTable {
  name: string;
  holder: string;
  expiresAt: Date;
}

/** Seconds of series, summed over the series of a bucket; an empty instance stands for the whole service. */
export interface AnomalyRatesTable {
  service: string;
  instance: string;
  bucketAt: Date;
  scoredSeconds: number;
  anomalousSeconds: number;
  peakScore: number;
}

export interface Schema {
  models: ModelsTable;
  seriesState: SeriesStateTable;
  anomalies: AnomaliesTable;
  alertDeliveries: AlertDeliveriesTable;
  alertEpisodes: AlertEpisodesTable;
  incidents: IncidentsTable;
  incidentMembers: IncidentMembersTable;
  timelineEvents: TimelineEventsTable;
  investigations: InvestigationsTable;
  leases: LeasesTable;
  callGraphs: CallGraphsTable;
  replicas: ReplicasTable;
  scoringShards: ScoringShardsTable;
  shardJournal: ShardJournalTable;
  anomalyRates: AnomalyRatesTable;
  storedDetectors: StoredDetectorsTable;
  detectorFingerprints: DetectorFingerprintsTable;
  backtests: BacktestsTable;
  anomalyVerdicts: AnomalyVerdictsTable;
  acceptedLevels: AcceptedLevelsTable;
  detectorPriorities: DetectorPrioritiesTable;
  detectorAudit: DetectorAuditTable;
  mutes: MutesTable;
  trainingRuns: TrainingRunsTable;
}

export type ModelRow = Selectable<ModelsTable>;
export type NewModel = Insertable<ModelsTable>;
export type SeriesStateRow = Selectable<SeriesStateTable>;
export type NewSeriesState = Insertable<SeriesStateTable>;
export type AnomalyRow = Selectable<AnomaliesTable>;
export type NewAnomaly = Insertable<AnomaliesTable>;
export type AnomalyUpdate = Updateable<AnomaliesTable>;
export type EpisodeRow = Selectable<AlertEpisodesTable>;
export type NewEpisode = Insertable<AlertEpisodesTable>;
export type IncidentRow = Selectable<IncidentsTable>;
export type NewIncident = Insertable<IncidentsTable>;
export type IncidentUpdate = Updateable<IncidentsTable>;
export type InvestigationRow = Selectable<InvestigationsTable>;
export type NewInvestigation = Insertable<InvestigationsTable>;
export type InvestigationUpdate = Updateable<InvestigationsTable>;
export type NewAnomalyRate = Insertable<AnomalyRatesTable>;
export type AnomalyVerdictRow = Selectable<AnomalyVerdictsTable>;
export type AcceptedLevelRow = Selectable<AcceptedLevelsTable>;
export type NewAcceptedLevel = Insertable<AcceptedLevelsTable>;
export type DetectorAuditRow = Selectable<DetectorAuditTable>;
export type MuteRow = Selectable<MutesTable>;
export type NewMute = Insertable<MutesTable>;
export type TrainingRunRow = Selectable<TrainingRunsTable>;
export type { BacktestRow, DetectorFingerprintRow, StoredDetectorRow } from './detector-tables.ts';
