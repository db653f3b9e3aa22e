import type { DetectorPriority, IncidentMember, Labels, Severity } from '@vigil/contract';
import type { MemberRecord } from '../../storage/repositories/incident-members.ts';
import type { AnomalyRow, EpisodeRow } from '../../storage/schema.ts';

/** An alert episode or an anomaly that looks for its incident. */
export interface Candidate {
  kind: IncidentMember['kind'];
  id: string;
  title: string;
  service: string | null;
  severity: Severity;
  startsAt: Date;
  labels: Labels;
  /** What stays the same when it happens again: the series, or the alert's fingerprint. */
  recurrenceKey: string;
  ruleKey: string | null;
  signal: EpisodeRow['signal'];
  symptom: MemberRecord['symptom'];
  isTest: boolean;
  /** Whether it may open an incident by itself, or only join one. */
  mayOpen: boolean;
  /** Whether what it opens may page. */
  priority: DetectorPriority;
  /** Through what it came, as the timeline shows it. */
  channel: string;
}

export function titleOf({ title, service }: Candidate): string {
  return service === null ? title : `${title} on ${service}`;
}

export function alertCandidate(episode: EpisodeRow): Candidate {
  return {
    kind: 'alert',
    id: episode.id,
    title: episode.title,
    service: episode.service,
    severity: episode.severity,
    startsAt: episode.startsAt,
    labels: episode.labels,
    recurrenceKey: `${episode.source}:${episode.fingerprint}`,
    ruleKey: episode.ruleKey,
    signal: episode.signal,
    symptom: 'alert',
    isTest: episode.isTest,
    mayOpen: true,
    priority: 'page',
    channel: episode.source === 'grafana' ? 'grafana-alerting' : 'alertmanager',
  };
}

export function anomalyCandidate(anomaly: AnomalyRow, priority: DetectorPriority = 'page'): Candidate {
  return {
    kind: 'anomaly',
    id: anomaly.id,
    title: anomaly.detectorTitle,
    service: anomaly.service,
    severity: anomaly.severity,
    startsAt: anomaly.onsetAt,
    labels: anomaly.labels,
    recurrenceKey: anomaly.seriesKey,
    ruleKey: null,
    signal: 'condition',
    symptom: anomaly.kind,
    isTest: false,
    mayOpen: anomaly.agreed,
    priority,
    channel: 'service',
  };
}
