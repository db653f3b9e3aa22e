import type {
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
} from '@vigil/contract';
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
  scorerState: Json<unknown>;
  intervalState: Json<unknown>;
  lastTimestamp: Date | null;
  lastScore: number | null;
  lastValue: number | null;
  openAnomalyId: string | null;
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

export interface LeasesTable {
  name: string;
  holder: string;
  expiresAt: Date;
}

export interface ScoringStateTable {
  name: string;
  state: 'ok' | 'down' | 'not-configured';
  since: Date;
  message: string;
  failing: Json<Array<{ id: string; message: string }>>;
  scoredAt: Date | null;
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
  scoringState: ScoringStateTable;
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
export type ScoringStateRow = Selectable<ScoringStateTable>;
export type NewScoringState = Insertable<ScoringStateTable>;
