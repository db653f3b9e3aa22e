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

const toldFindings = 8;
const longestText = 160;

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
  const tellInvestigation = (investigation: InvestigationDetail) => {
    const subject = investigation.incidentId ?? investigation.id;
    return describeInvestigation(investigation).flatMap(({ key, text }) =>
      once(`investigation of ${subject} ${key}`, { kind: 'investigation', text })
    );
  };
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

/** An investigation is repeated as its incident grows; it is told again when the ranking is another one. */
function describeInvestigation(investigation: InvestigationDetail): Array<{ key: string; text: string }> {
  const { status, error, steps, suspects, summary } = investigation;
  const failures = steps
    .filter((step) => step.status === 'failed')
    .map(({ name, message }) => ({ key: `step ${name}`, text: `${name} could not be read: ${message}` }));
  if (status === 'failed') {
    return [...failures, { key: 'failure', text: `failed: ${error ?? 'no reason given'}` }];
  }
  if (status !== 'done') {
    return [{ key: 'start', text: 'reads metrics, logs, traces, changes and alerts around the incident' }, ...failures];
  }
  const ranking = suspects.map(({ service, role }) => `${service} ${role}`).join(', ');
  return [
    ...failures,
    ...describeFindings(investigation),
    ...suspects.map((suspect, index) => ({ key: `${index} of ${ranking}`, text: describeSuspect(suspect, index) })),
    { key: `result ${ranking}`, text: summary },
  ];
}

function describeFindings({ evidence }: InvestigationDetail): Array<{ key: string; text: string }> {
  return evidence
    .filter(({ interesting }) => interesting)
    .slice(0, toldFindings)
    .map(({ source, service, title, finding }) => ({
      key: `finding ${source} ${service} ${title}`,
      text: `${source}${service ? ` of ${service}` : ''}: ${shorten(finding)}`,
    }));
}

function describeSuspect({ service, kind, score, role, reasons }: Suspect, index: number): string {
  const because = reasons[0] ? `: ${shorten(reasons[0])}` : '';
  return `suspect ${index + 1}: ${service} (${kind}, ${role}, ${score.toFixed(2)})${because}`;
}

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
