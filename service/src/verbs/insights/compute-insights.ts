import type { Incident, Insight, ServiceSummary } from '@vigil/contract';
import type { ScoringState } from '../../detection/scoring-status.ts';
import type { SourceHealthState } from '../../telemetry/source-health.ts';
import type { RecentActivity } from './read-recent-activity.ts';

export interface InsightInput {
  now: Date;
  services: readonly ServiceSummary[];
  openIncidents: readonly Incident[];
  activity: RecentActivity;
  fleetHealthScore: number | null;
  scoring: ScoringState;
  sources: ReadonlyArray<SourceHealthState & { name: string }>;
}

/** Sentences about the fleet, each computed from what is known now: first what keeps us from knowing, then trouble, then changes. */
export function computeInsights(input: InsightInput): Insight[] {
  return [
    ...outages(input),
    ...failingDetectors(input),
    ...input.openIncidents.map(aboutIncident),
    ...troubledServices(input),
    ...fleetHealth(input),
    ...whatChanged(input),
    ...learning(input),
  ];
}

function outages({ sources, scoring }: InsightInput): Insight[] {
  const failing = sources.filter(({ state }) => state === 'down');
  const blind = scoring.state === 'down' && failing.every(({ name }) => name !== 'metrics');
  return [
    ...failing.map(({ name, since, message }) => ({
      id: `source-${name}`,
      severity: name === 'metrics' ? ('critical' as const) : ('high' as const),
      title: `${capitalise(name)} cannot be read`,
      detail: message,
      at: since.toISOString(),
      link: null,
    })),
    ...(blind
      ? [
          {
            id: 'scoring',
            severity: 'critical' as const,
            title: 'Scoring stands still',
            detail: scoring.message,
            at: scoring.since.toISOString(),
            link: null,
          },
        ]
      : []),
  ];
}

/** A detector that cannot be scored while others can. */
function failingDetectors({ scoring, now }: InsightInput): Insight[] {
  return scoring.state === 'down'
    ? []
    : scoring.failing.map(({ id, message }) => ({
        id: `detector-${id}`,
        severity: 'high',
        title: `Detector ${id} cannot be scored`,
        detail: message,
        at: now.toISOString(),
        link: null,
      }));
}

function aboutIncident(incident: Incident): Insight {
  const cause = incident.suspects.find(({ role }) => role === 'cause');
  const affected = incident.affectedServices.filter((service) => service !== cause?.service);
  const blame =
    cause === undefined
      ? 'No cause has been found yet.'
      : `${cause.service} is the likely cause (${cause.kind}): ${cause.reasons[0] ?? 'it ranks first'}.`;
  const reach = affected.length === 0 ? '' : ` Also affected: ${affected.join(', ')}.`;
  return {
    id: `incident-${incident.id}`,
    severity: incident.severity,
    title: `Incident ${incident.number}: ${incident.title}`,
    detail: blame + reach,
    at: incident.openedAt,
    link: { page: 'incidents', id: incident.id },
  };
}

/** Services in trouble that no open incident speaks of yet. */
function troubledServices({ services, openIncidents, now }: InsightInput): Insight[] {
  const spokenOf = new Set(openIncidents.flatMap(({ affectedServices, service }) => [...affectedServices, service]));
  return services
    .filter(({ name, health }) => health !== 'healthy' && health !== 'unknown' && !spokenOf.has(name))
    .map(({ name, health, reason }) => ({
      id: `service-${name}`,
      severity: health === 'degraded' ? ('high' as const) : ('critical' as const),
      title: `${name} is ${health}`,
      detail: `${reason}.`,
      at: now.toISOString(),
      link: { page: 'services', id: name },
    }));
}

function fleetHealth({ services, fleetHealthScore, scoring, now }: InsightInput): Insight[] {
  if (fleetHealthScore === null) {
    return [];
  }
  const unknown = services.filter(({ health }) => health === 'unknown');
  const unhealthy = services.filter(({ health }) => health !== 'healthy' && health !== 'unknown');
  const known = services.length - unknown.length;
  const [worst] = unhealthy;
  const title =
    worst === undefined ? `All ${known} watched services are healthy` : `Fleet health is ${fleetHealthScore} of 100`;
  const finding =
    worst === undefined
      ? `No anomaly is open; ${scoring.message}.`
      : `${unhealthy.length} of ${known} watched services are not healthy, ${worst.name} the least.`;
  const unsaid =
    unknown.length === 0 ? '' : ` Nothing can be said of ${unknown.map(({ name }) => name).join(', ')} yet.`;
  const detail = finding + unsaid;
  return [
    {
      id: 'fleet-health',
      severity: 'normal',
      title,
      detail,
      at: now.toISOString(),
      link: { page: 'services', id: worst?.name ?? null },
    },
  ];
}

function whatChanged({ activity, now }: InsightInput): Insight[] {
  const { anomaliesToday, anomaliesYesterday, busiest } = activity;
  if (anomaliesToday === 0 && anomaliesYesterday === 0) {
    return [];
  }
  const compared = `${anomaliesYesterday} in the 24 hours before`;
  const most = busiest === null ? '' : ` Most of them (${busiest.count}) at ${busiest.service}.`;
  return [
    {
      id: 'what-changed',
      severity: 'normal',
      title: `${plural(anomaliesToday, 'anomaly', 'anomalies')} in the last 24 hours`,
      detail: `${compared}.${most}`,
      at: now.toISOString(),
      link: { page: 'anomalies', id: null },
    },
  ];
}

function learning({ activity, now }: InsightInput): Insight[] {
  const { watchedSeries, untrainedSeries } = activity;
  if (untrainedSeries === 0) {
    return [];
  }
  return [
    {
      id: 'learning',
      severity: 'normal',
      title: `${untrainedSeries} of ${plural(watchedSeries, 'series', 'series')} cannot be judged yet`,
      detail: 'They have too few samples to say what is usual, and get a model as soon as they have enough.',
      at: now.toISOString(),
      link: null,
    },
  ];
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
