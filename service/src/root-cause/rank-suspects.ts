import type { IndicatorKind } from '@vigil/contract';
import { isDown } from './indicator-strength.ts';
import type { Indicator, RankingInput } from './ranking-input.ts';
import { Topology } from './topology.ts';
import { weighService, type Case, type WeighedService } from './weigh-service.ts';
import { namedServices } from './witnesses.ts';

/** Below this nothing is held responsible: noise at a boundary is no cause. */
const MIN_CAUSE_SCORE = 0.35;
/** A second cause must be nearly as strong as the first, and clear by itself. */
const SECOND_CAUSE_SHARE = 0.75;
const MIN_SECOND_CAUSE_SCORE = 0.6;
const MAX_SECOND_CAUSE_EXPLAINED = 0.3;
const CLEAR_SCORE = 2;
const MIN_SUSPECT_SCORE = 0.1;

export interface Suspect {
  readonly service: string;
  /** 0..1, comparable within one ranking only. */
  readonly score: number;
  /** What speaks most; `deploy` where a release came just before the trouble. */
  readonly kind: IndicatorKind;
  readonly role: 'cause' | 'affected';
  readonly reasons: readonly string[];
  /** Those that say most about the service itself first. */
  readonly indicators: readonly Indicator[];
  /** The services from the one held responsible to this one, both included. */
  readonly path: readonly string[];
}

export interface RankedSuspects {
  /** Causes first, then by score. */
  readonly suspects: readonly Suspect[];
  /** Services held responsible: usually one; none when nothing is convincing. */
  readonly causes: readonly string[];
}

/**
 * Ranks services by how likely they are the cause of what is seen, without a model.
 *
 * Each deviating indicator speaks against its own service, less the share that a deviation of a caller or callee accounts
 * for: trouble travels from callee to caller as latency and errors, from caller to callee as missing or additional work
 * (`propagation.ts`). What is left is combined by noisy or with where traces fail deepest and spend additional time, failed
 * calls, new log lines, a change shortly before, and the earliest onset. A process that is down is decisive. The idea of
 * anomalous nodes weighed by their neighbours on the call graph is that of MonitorRank (Kim et al. 2013) and MicroRCA (Wu
 * et al. 2020), the comparison of onsets and robust scores that of BARO (Pham et al. 2024); the walk along calls replaces
 * their random walks so that each step can be said in words.
 *
 * Missing topology, traces, logs or changes only make the ranking less certain. Pure; equal input, equal output.
 */
export function rankSuspects(input: RankingInput): RankedSuspects {
  const incident = openCase(input);
  const weighed = [...namedServices(input)]
    .map((service) => weighService(service, incident))
    .filter((service) => service.indicators.length > 0 || service.score >= MIN_SUSPECT_SCORE)
    .toSorted((a, b) => b.score - a.score || a.service.localeCompare(b.service));
  const causes = chooseCauses(weighed, incident.topology);
  const byName = new Map(weighed.map((service) => [service.service, service]));
  const suspects = weighed.map((service) => describe(service, causes.includes(service), pathTo(service, byName)));
  return {
    suspects: [
      ...suspects.filter(({ role }) => role === 'cause'),
      ...suspects.filter(({ role }) => role === 'affected'),
    ],
    causes: causes.map(({ service }) => service),
  };
}

function openCase(input: RankingInput): Case {
  const anomalous = input.indicators.filter(({ score }) => score >= 1);
  const indicators = new Map<string, Indicator[]>();
  for (const indicator of anomalous) {
    indicators.set(indicator.service, [...(indicators.get(indicator.service) ?? []), indicator]);
  }
  return {
    input,
    topology: new Topology(input.edges),
    indicators,
    firstOnsetMs: Math.min(...anomalous.map(({ onsetMs }) => onsetMs)),
  };
}

/** The strongest, and others only from parts of the call graph that its trouble cannot have reached. */
function chooseCauses(weighed: readonly WeighedService[], topology: Topology): WeighedService[] {
  const [first, ...others] = weighed;
  if (!first || !isConvincing(first)) {
    return [];
  }
  const componentOf = topology.components(new Set(weighed.map(({ service }) => service)));
  const taken = new Set([componentOf.get(first.service)]);
  const further = others.filter((service) => {
    const isIndependent = topology.knows(service.service) && !taken.has(componentOf.get(service.service));
    const isCause = isIndependent && isSecondCause(service, first);
    if (isCause) {
      taken.add(componentOf.get(service.service));
    }
    return isCause;
  });
  return [first, ...further];
}

/** Where all of the trouble is accounted for by other trouble, it goes in a circle, and the strongest leads. */
function isConvincing({ score, origin, indicators }: WeighedService): boolean {
  const isInCircle = origin !== null && indicators.some(({ indicator }) => indicator.score >= CLEAR_SCORE);
  return score >= MIN_CAUSE_SCORE || isInCircle;
}

function isSecondCause({ score, explained, isCorroborated }: WeighedService, first: WeighedService): boolean {
  return (
    isCorroborated &&
    explained <= MAX_SECOND_CAUSE_EXPLAINED &&
    score >= Math.max(MIN_SECOND_CAUSE_SCORE, SECOND_CAUSE_SHARE * first.score)
  );
}

/** The way the trouble took, from where nothing accounts for it to this service. */
function pathTo({ service, origin }: WeighedService, byName: ReadonlyMap<string, WeighedService>): string[] {
  const path = [...(origin?.path ?? [service])];
  for (let before = byName.get(path[0]!)?.origin; before; before = byName.get(path[0]!)?.origin) {
    const earlier = before.path.slice(0, -1);
    if (earlier.some((each) => path.includes(each))) {
      break;
    }
    path.unshift(...earlier);
  }
  return path;
}

function describe(weighed: WeighedService, isCause: boolean, path: readonly string[]): Suspect {
  const { service, score, reasons, indicators } = weighed;
  return {
    service,
    score: Number(score.toFixed(3)),
    kind: speakingKind(weighed, isCause),
    role: isCause ? 'cause' : 'affected',
    reasons,
    indicators: indicators.map(({ indicator }) => indicator),
    path: isCause ? [service] : path,
  };
}

function speakingKind({ indicators, hasChanged }: WeighedService, isCause: boolean): IndicatorKind {
  const leading = indicators[0]?.indicator;
  if (isCause && hasChanged && leading && !isDown(leading)) {
    return 'deploy';
  }
  return leading?.kind ?? 'custom';
}
