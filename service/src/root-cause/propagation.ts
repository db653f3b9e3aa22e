import type { IndicatorKind } from '@vigil/contract';
import { isDown, strengthOf } from './indicator-strength.ts';
import type { Indicator } from './ranking-input.ts';
import type { Reach, Topology } from './topology.ts';

/** A deviation, as `kind direction`. */
type Symptom = `${IndicatorKind} ${Indicator['direction']}`;

/** Per symptom, what in a neighbour brings it about and how fully, 0..1. */
type Rules = Partial<Record<Symptom, Partial<Record<Symptom, number>>>>;

const SLOW_WORK = { 'latency up': 0.7, 'errors up': 0.6, 'availability down': 0.8, 'saturation up': 0.4 } as const;
const LITTLE_WORK = { 'traffic down': 0.95, 'errors up': 0.85, 'latency up': 0.8, 'availability down': 1 } as const;
const BUSY_WAITING = { 'latency up': 0.3, 'errors up': 0.3, 'availability down': 0.5 } as const;

/** Trouble that a service has because of what it calls. */
const FROM_CALLEE: Rules = {
  'errors up': { 'errors up': 0.95, 'latency up': 0.8, 'availability down': 1, 'saturation up': 0.6 },
  'latency up': {
    'latency up': 0.95,
    'availability down': 0.9,
    'errors up': 0.6,
    'saturation up': 0.6,
    'cache down': 0.5,
  },
  'latency down': { 'errors up': 0.8, 'availability down': 0.9 },
  'saturation up': { 'latency up': 0.8, 'availability down': 0.7, 'errors up': 0.4 },
  'traffic down': SLOW_WORK,
  'cpu down': SLOW_WORK,
  'memory down': SLOW_WORK,
  'cost down': SLOW_WORK,
  'custom down': SLOW_WORK,
  'custom up': SLOW_WORK,
  'cpu up': BUSY_WAITING,
  'memory up': BUSY_WAITING,
};

/** Trouble that a service has because of what calls it: less work, or more. */
const FROM_CALLER: Rules = {
  'traffic down': LITTLE_WORK,
  'cpu down': LITTLE_WORK,
  'memory down': LITTLE_WORK,
  'cost down': LITTLE_WORK,
  'latency down': LITTLE_WORK,
  'saturation down': LITTLE_WORK,
  'custom down': LITTLE_WORK,
  'cache down': { 'traffic down': 0.4 },
  'traffic up': { 'traffic up': 0.95, 'errors up': 0.5 },
  'cpu up': { 'traffic up': 0.8 },
  'cost up': { 'traffic up': 0.8 },
  'saturation up': { 'traffic up': 0.7 },
  'latency up': { 'traffic up': 0.5 },
  'memory up': { 'traffic up': 0.5 },
};

/** Trouble that a service has because of its own resources. */
const WITHIN: Partial<Record<Symptom, readonly Symptom[]>> = {
  'latency up': ['cache down', 'saturation up', 'memory up', 'cpu up'],
  'errors up': ['saturation up', 'memory up'],
  'cost up': ['cache down', 'traffic up'],
  'cpu up': ['cache down', 'memory up', 'traffic up'],
  'saturation up': ['cache down', 'traffic up'],
};
/** A resource accounts for what its service shows when it is this strong in comparison. */
const WITHIN_STRENGTH = 0.8;

const HOP_DECAY = 0.8;
/** Scrapes and windows blur onsets by this much. */
const ONSET_SLACK_MS = 90_000;
const ONSET_DECAY_MS = 300_000;
const LEAST_ONSET_FACTOR = 0.2;

/** What accounts for an indicator: a deviation of a neighbour, how far it goes, and the services from there to here. */
export interface Origin {
  readonly share: number;
  readonly cause: Indicator;
  /** From the service of the cause to the service that is affected. */
  readonly path: readonly string[];
}

export type IndicatorsByService = ReadonlyMap<string, readonly Indicator[]>;

/** The deviation among callers and callees that accounts best for an indicator; null when none does. */
export function findOrigin(indicator: Indicator, topology: Topology, indicators: IndicatorsByService): Origin | null {
  const symptom = symptomOf(indicator);
  const origins = [
    ...originsAmong(indicator, FROM_CALLEE[symptom], topology.calleesOf(indicator.service), indicators),
    ...originsAmong(indicator, FROM_CALLER[symptom], topology.callersOf(indicator.service), indicators),
  ];
  return origins.reduce<Origin | null>((best, origin) => (origin.share > (best?.share ?? 0) ? origin : best), null);
}

/** The nearest callee that is down, which accounts for failed and slow calls seen at the caller's own spans. */
export function findDownCallee(service: string, topology: Topology, indicators: IndicatorsByService): string | null {
  const callees = topology.calleesOf(service);
  return callees.find((callee) => indicators.get(callee.service)?.some(isDown))?.service ?? null;
}

/** Whether a deviation of the same service, of a resource that it works with, accounts for an indicator. */
export function followsWithin(indicator: Indicator, siblings: readonly Indicator[]): boolean {
  const causes = WITHIN[symptomOf(indicator)] ?? [];
  return siblings.some(
    (sibling) => causes.includes(symptomOf(sibling)) && plausibility(sibling, indicator) >= WITHIN_STRENGTH
  );
}

function originsAmong(
  indicator: Indicator,
  causes: Partial<Record<Symptom, number>> | undefined,
  neighbours: readonly Reach[],
  indicators: IndicatorsByService
): Origin[] {
  return neighbours.flatMap(({ service, path }) =>
    (indicators.get(service) ?? []).map((cause) => ({
      share: (causes?.[symptomOf(cause)] ?? 0) * plausibility(cause, indicator) * HOP_DECAY ** (path.length - 1),
      cause,
      path: [...path.toReversed(), indicator.service],
    }))
  );
}

/** A cause is about as strong as what it brings about, and does not begin after it. */
function plausibility(cause: Indicator, effect: Indicator): number {
  const strength = isDown(cause) ? 1 : Math.min(1, strengthOf(cause) / strengthOf(effect));
  const lateMs = Math.max(0, cause.onsetMs - effect.onsetMs - ONSET_SLACK_MS);
  return strength * Math.max(LEAST_ONSET_FACTOR, Math.exp(-lateMs / ONSET_DECAY_MS));
}

function symptomOf({ kind, direction }: Indicator): Symptom {
  return `${kind} ${direction}`;
}
