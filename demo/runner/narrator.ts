import type { Anomaly, Incident, InvestigationDetail, Suspect } from '@vigil/contract';
import type { LineKind } from './terminal.ts';

export interface Line {
  readonly kind: LineKind;
  readonly text: string;
}

/** What the service says at one moment. */
export interface Snapshot {
  readonly anomalies: readonly Anomaly[];
  readonly incidents: readonly Incident[];
  readonly investigations: readonly InvestigationDetail[];
}

/** Turns successive snapshots into what is new since the one before. */
export function createNarrator(): (snapshot: Snapshot) => Line[] {
  const told = new Set<string>();
  const once = (key: string, line: Line): Line[] => {
    if (told.has(key)) {
      return [];
    }
    told.add(key);
    return [line];
  };
  const tellAnomaly = (anomaly: Anomaly) => [
    ...once(`anomaly ${anomaly.id}`, { kind: 'anomaly', text: describeAnomaly(anomaly) }),
    ...(anomaly.status === 'closed'
      ? once(`anomaly ${anomaly.id} closed`, {
          kind: 'anomaly',
          text: `${anomaly.service}: ${anomaly.detectorTitle} is back to normal`,
        })
      : []),
  ];
  const tellIncident = (incident: Incident) => [
    ...once(`incident ${incident.id} ${incident.status}`, { kind: 'incident', text: describeIncident(incident) }),
    ...once(`incident ${incident.id} for ${incident.service}`, {
      kind: 'incident',
      text: `#${incident.number} is attributed to ${incident.service ?? 'no service yet'}`,
    }),
    ...once(`incident ${incident.id} with ${incident.anomalyCount} and ${incident.alertCount}`, {
      kind: 'incident',
      text: `#${incident.number} holds ${describeMembers(incident)}`,
    }),
  ];
  const tellInvestigation = (investigation: InvestigationDetail) => [
    ...investigation.steps
      .filter((step) => step.status === 'done' || step.status === 'failed')
      .flatMap((step) =>
        once(`investigation ${investigation.id} ${step.name} ${step.status}`, {
          kind: 'investigation',
          text: `${step.name}: ${step.message || step.status}`,
        })
      ),
    ...(investigation.status === 'done' || investigation.status === 'failed'
      ? describeResult(investigation).flatMap((text, index) =>
          once(`investigation ${investigation.id} result ${index} ${text}`, { kind: 'investigation', text })
        )
      : []),
  ];
  return ({ anomalies, incidents, investigations }) => [
    ...anomalies.toSorted((left, right) => left.detectedAt.localeCompare(right.detectedAt)).flatMap(tellAnomaly),
    ...incidents.toSorted((left, right) => left.number - right.number).flatMap(tellIncident),
    ...investigations.flatMap(tellInvestigation),
  ];
}

function describeAnomaly({ service, kind, explanation, lastScore, severity }: Anomaly): string {
  return `${service} ${kind}: ${explanation.summary} (score ${lastScore.toFixed(1)}, ${severity})`;
}

function describeIncident({ number, status, title, severity }: Incident): string {
  return `#${number} ${status}: ${title} (${severity})`;
}

function describeMembers({ anomalyCount, alertCount, affectedServices }: Incident): string {
  const members = [count(anomalyCount, 'anomaly', 'anomalies'), count(alertCount, 'alert', 'alerts')];
  const services = affectedServices.length > 0 ? `; affected: ${affectedServices.join(', ')}` : '';
  return `${members.join(' and ')}${services}`;
}

function describeResult({ status, error, summary, suspects, evidence }: InvestigationDetail): string[] {
  if (status === 'failed') {
    return [`failed: ${error ?? 'no reason given'}`];
  }
  const findings = evidence
    .filter(({ interesting }) => interesting)
    .map(({ source, finding }) => `${source}: ${finding}`);
  return [...findings, ...suspects.map(describeSuspect), summary];
}

function describeSuspect({ service, kind, score, role, reasons }: Suspect, index: number): string {
  const because = reasons.length > 0 ? `: ${reasons.join('; ')}` : '';
  return `suspect ${index + 1}: ${service} (${kind}, ${role}, ${score.toFixed(2)})${because}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
