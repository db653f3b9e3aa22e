import { isDown, weightOf } from './indicator-strength.ts';
import { findDownCallee, findOrigin, followsWithin, type IndicatorsByService, type Origin } from './propagation.ts';
import type { Indicator, RankingInput } from './ranking-input.ts';
import type { Topology } from './topology.ts';
import {
  changeTestimony,
  errorOriginTestimony,
  failedCallsTestimony,
  isBlamed,
  logTestimony,
  selfTimeTestimony,
  type Testimony,
} from './witnesses.ts';

/** How much each kind of testimony may add to a service's own unexplained indicators. */
const TESTIMONY_WEIGHT = { traces: 0.7, failedCalls: 0.4, logs: 0.25, change: 0.5 } as const;
/** Never quite explained away: among services that explain one another the strongest still leads. */
const MOST_EXPLAINED = 0.95;
/** What an earlier onset than all others adds, and what a later one costs within ten minutes. */
const EARLIEST_WEIGHT = 0.15;
const LATE_COST = 0.3;
const LATE_MS = 600_000;
const SAME_ONSET_MS = 15_000;
const EXPLAINED_FROM = 0.5;

export interface WeighedIndicator {
  readonly indicator: Indicator;
  /** What it says against its own service after what neighbours account for is taken off, 0..1. */
  readonly weight: number;
  readonly origin: Origin | null;
}

export interface WeighedService {
  readonly service: string;
  /** 0..1: how much speaks for the service as the cause. */
  readonly score: number;
  /** What follows from the service's own resources last, otherwise heaviest first. */
  readonly indicators: readonly WeighedIndicator[];
  /** Share of the indicators' weight that neighbours account for. */
  readonly explained: number;
  /** The origin of most of it. */
  readonly origin: Origin | null;
  /** Evidence of different sources or kinds, or decisive by itself. */
  readonly isCorroborated: boolean;
  /** A change shortly before its trouble accounts for it. */
  readonly hasChanged: boolean;
  readonly reasons: readonly string[];
}

export interface Case {
  readonly input: RankingInput;
  readonly topology: Topology;
  readonly indicators: IndicatorsByService;
  /** When the first deviation of all began. */
  readonly firstOnsetMs: number;
}

/** Weighs everything that speaks for and against one service being the cause. */
export function weighService(service: string, incident: Case): WeighedService {
  const { input, topology, firstOnsetMs } = incident;
  const indicators = weighIndicators(service, incident);
  const onsetMs = Math.min(...indicators.map(({ indicator }) => indicator.onsetMs));
  const explained = explainedShare(indicators);
  const downCallee = findDownCallee(service, topology, incident.indicators);
  const traces = strongest([errorOriginTestimony(service, input.traces), selfTimeTestimony(service, input.traces)]);
  const own = {
    traces: discount(traces, downCallee ? MOST_EXPLAINED : 0),
    failedCalls: discount(failedCallsTestimony(service, input.edges), explained),
    logs: discount(logTestimony(service, input.logs), explained),
    change: indicators.length > 0 ? changeTestimony(service, input.changes, onsetMs) : null,
  };
  const isEarliest = indicators.length > 0 && onsetMs <= firstOnsetMs + SAME_ONSET_MS && incident.indicators.size > 1;
  const score = atLeastOneHolds([
    ...indicators.map(({ weight }) => weight * onsetFactor(onsetMs, firstOnsetMs)),
    TESTIMONY_WEIGHT.traces * (own.traces?.strength ?? 0),
    TESTIMONY_WEIGHT.failedCalls * (own.failedCalls?.strength ?? 0),
    TESTIMONY_WEIGHT.logs * (own.logs?.strength ?? 0),
    TESTIMONY_WEIGHT.change * (own.change?.strength ?? 0) * (1 - explained),
    isEarliest ? EARLIEST_WEIGHT * (1 - explained) : 0,
  ]);
  const testimonies = [own.traces, own.failedCalls, own.change, own.logs].filter((testimony) => testimony !== null);
  return {
    service,
    score,
    indicators,
    explained,
    origin: explained >= EXPLAINED_FROM ? mainOrigin(indicators) : null,
    isCorroborated: isCorroborated(indicators, own.traces),
    hasChanged: own.change !== null && isBlamed(own.change, onsetMs),
    reasons: [
      ...indicators.slice(0, 3).map(describeIndicator),
      ...testimonies.map((testimony) => testimony.reason),
      ...(isEarliest ? ['nothing else began to deviate earlier'] : []),
      ...(downCallee ? [`it calls ${downCallee}, which is down`] : []),
    ],
  };
}

function weighIndicators(service: string, { topology, indicators }: Case): WeighedIndicator[] {
  const own = indicators.get(service) ?? [];
  const rank = ({ indicator, weight }: WeighedIndicator) => weight - (followsWithin(indicator, own) ? 1 : 0);
  return own
    .map((indicator) => {
      const origin = isDown(indicator) ? null : findOrigin(indicator, topology, indicators);
      const left = 1 - Math.min(MOST_EXPLAINED, origin?.share ?? 0);
      return { indicator, weight: weightOf(indicator) * left, origin };
    })
    .toSorted((a, b) => rank(b) - rank(a));
}

function explainedShare(indicators: readonly WeighedIndicator[]): number {
  const whole = indicators.reduce((sum, { indicator }) => sum + weightOf(indicator), 0);
  const left = indicators.reduce((sum, { weight }) => sum + weight, 0);
  return whole > 0 ? 1 - left / whole : 0;
}

function mainOrigin(indicators: readonly WeighedIndicator[]): Origin | null {
  const [main] = indicators.toSorted((a, b) => explainedWeight(b) - explainedWeight(a));
  return main?.origin ?? null;
}

function explainedWeight({ indicator, origin }: WeighedIndicator): number {
  return weightOf(indicator) * (origin?.share ?? 0);
}

function isCorroborated(indicators: readonly WeighedIndicator[], traces: Testimony | null): boolean {
  const clear = new Set(
    indicators.filter(({ indicator }) => indicator.score >= 1.5).map(({ indicator }) => indicator.kind)
  );
  return clear.size >= 2 || (traces?.strength ?? 0) >= 0.5 || indicators.some(({ indicator }) => isDown(indicator));
}

function onsetFactor(onsetMs: number, firstOnsetMs: number): number {
  return 1 - LATE_COST * Math.min(1, Math.max(0, onsetMs - firstOnsetMs - SAME_ONSET_MS) / LATE_MS);
}

function strongest(testimonies: ReadonlyArray<Testimony | null>): Testimony | null {
  return testimonies.reduce((best, each) => ((each?.strength ?? 0) > (best?.strength ?? 0) ? each : best), null);
}

function discount(testimony: Testimony | null, share: number): Testimony | null {
  return testimony && { ...testimony, strength: testimony.strength * (1 - share) };
}

/** Noisy or: independent pieces of evidence, each of which may be the one that is right. */
function atLeastOneHolds(strengths: readonly number[]): number {
  return 1 - strengths.reduce((none, strength) => none * (1 - Math.min(1, strength)), 1);
}

function describeIndicator({ indicator, origin }: WeighedIndicator): string {
  const { title, score, direction, value, expected, summary } = indicator;
  const numbers = value === null || expected === null ? '' : ` (${format(value)}, ${format(expected)} expected)`;
  const words = summary ?? `${title} is ${isDown(indicator) ? 'down' : `${direction}${numbers}`}`;
  const cause = origin && origin.share >= EXPLAINED_FROM ? `, which follows from ${origin.cause.service}` : '';
  return `${words.replace(/\.$/, '')} [score ${score.toFixed(1)}]${cause}`;
}

function format(value: number): string {
  return String(Number(value.toPrecision(3)));
}
