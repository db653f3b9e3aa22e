import type { Incident, Suspect } from '@vigil/contract';

/** What was broken on purpose, and when. */
export interface InjectedFault {
  readonly fault: string;
  /** The service that is to blame; null when nothing was broken. */
  readonly culprit: string | null;
  readonly injectedAt: Date;
}

export interface Summary {
  readonly fault: string;
  /** The service that the first incident blames. */
  readonly service: string | null;
  readonly detectedAfterSeconds: number | null;
  readonly incidentId: string | null;
  readonly suspects: Array<{ service: string; kind: string; score: number }>;
  readonly falselyBlamed: string[];
}

export interface Verdict {
  readonly summary: Summary;
  /** Empty when the run shows what it has to. */
  readonly problems: string[];
}

/**
 * Judges all incidents of a run. `incidents` are all that were opened since the service started: one from before the
 * fault is a false alarm as well.
 */
export function judge({ fault, culprit, injectedAt }: InjectedFault, incidents: readonly Incident[]): Verdict {
  const opened = incidents.filter((incident) => !incident.isTest).toSorted(byOpening);
  const found = opened.find((incident) => new Date(incident.openedAt) >= injectedAt && incident.service === culprit);
  const shown = found ?? opened[0];
  const falselyBlamed = findFalselyBlamed(opened, culprit);
  const problems = culprit === null ? problemsWithout(opened) : problemsWith(culprit, found, opened, injectedAt);
  const summary: Summary = {
    fault,
    service: shown?.service ?? null,
    detectedAfterSeconds: shown ? secondsBetween(injectedAt, new Date(shown.openedAt)) : null,
    incidentId: shown?.id ?? null,
    suspects: (shown?.suspects ?? []).map(({ service, kind, score }) => ({ service, kind, score })),
    falselyBlamed,
  };
  return {
    summary,
    problems:
      falselyBlamed.length > 0 ? [...problems, `blamed without being at fault: ${falselyBlamed.join(', ')}`] : problems,
  };
}

function problemsWithout(opened: readonly Incident[]): string[] {
  return opened.map((incident) => `nothing was broken, but an incident was opened: ${incident.title}`);
}

function problemsWith(
  culprit: string,
  found: Incident | undefined,
  opened: readonly Incident[],
  injectedAt: Date
): string[] {
  const problems = opened
    .filter((incident) => new Date(incident.openedAt) < injectedAt)
    .map((incident) => `an incident was opened before the fault: ${incident.title}`);
  if (!found) {
    const others = opened.map((incident) => incident.service ?? 'no service').join(', ');
    problems.push(
      others ? `no incident blames ${culprit}, but there are some for ${others}` : 'no incident was opened'
    );
  } else if (found.suspects[0]?.service !== culprit) {
    problems.push(`the ranking of the incident does not begin with ${culprit}`);
  }
  return problems;
}

function findFalselyBlamed(incidents: readonly Incident[], culprit: string | null): string[] {
  const blamed = incidents.flatMap(({ service, suspects }) => [
    ...(service === null ? [] : [service]),
    ...suspects.filter(isCause).map((suspect) => suspect.service),
  ]);
  return [...new Set(blamed)].filter((service) => service !== culprit).toSorted();
}

function isCause(suspect: Suspect): boolean {
  return suspect.role === 'cause';
}

function byOpening(left: Incident, right: Incident): number {
  return left.openedAt.localeCompare(right.openedAt);
}

function secondsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 100) / 10;
}
