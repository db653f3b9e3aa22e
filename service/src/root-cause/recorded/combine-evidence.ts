import type { Evidence, EvidenceSource, FaultKind } from './recorded-incident.ts';

export interface RankedService {
  readonly service: string;
  /** 0..1, comparable within one ranking only. */
  readonly score: number;
  readonly kind: FaultKind;
  /** What speaks most. */
  readonly metric: string;
}

/** What accounts for what comes after it: growing memory costs processor time, a busy processor delays calls. */
const BASIC_FIRST: readonly FaultKind[] = ['mem', 'cpu', 'network', 'code'];
/** Beliefs weaker than this share of the strongest do not account for it. */
const COMPARABLE = 0.2;

interface Belief {
  readonly evidence: Evidence;
  readonly probability: number;
}

/**
 * Ranks services by all sources. In each, a service's part is its share of the squared strength of all services and of
 * chance: what stands out alone is believed, what many share is not, whatever the unit. Parts are combined by noisy or.
 */
export function combineEvidence(services: readonly string[], sources: readonly EvidenceSource[]): RankedService[] {
  const beliefs = new Map<string, Belief[]>();
  for (const source of sources) {
    for (const belief of beliefsOf(source)) {
      beliefs.set(belief.evidence.service, [...(beliefs.get(belief.evidence.service) ?? []), belief]);
    }
  }
  return services
    .map((service) => weigh(service, beliefs.get(service) ?? []))
    .toSorted((a, b) => b.score - a.score || a.service.localeCompare(b.service));
}

function beliefsOf({ chance, evidence }: EvidenceSource): Belief[] {
  const strongest = new Map<string, Evidence>();
  for (const each of evidence) {
    if (each.strength > (strongest.get(each.service)?.strength ?? 0)) {
      strongest.set(each.service, each);
    }
  }
  const total = [...strongest.values()].reduce((sum, { strength }) => sum + strength ** 2, chance ** 2);
  return [...strongest.values()].map((each) => ({
    evidence: each,
    probability: (each.trust * each.strength ** 2) / total,
  }));
}

function weigh(service: string, beliefs: readonly Belief[]): RankedService {
  const unlikely = beliefs.reduce((product, { probability }) => product * (1 - probability), 1);
  const leading = leadingOf(beliefs)?.evidence;
  return { service, score: 1 - unlikely, kind: leading?.kind ?? 'code', metric: leading?.metric ?? '' };
}

function leadingOf(beliefs: readonly Belief[]): Belief | undefined {
  const strongest = Math.max(...beliefs.map(({ probability }) => probability));
  return beliefs
    .filter(({ probability }) => probability >= COMPARABLE * strongest)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || b.probability - a.probability)[0];
}

function rankOf({ evidence }: Belief): number {
  return BASIC_FIRST.indexOf(evidence.kind);
}
