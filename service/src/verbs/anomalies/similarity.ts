import type { Explanation } from '@vigil/contract';
import type { AnomalyRow } from '../../storage/schema.ts';

/** What anomalies are compared by. */
export type AnomalyShape = Pick<
  AnomalyRow,
  'seriesKey' | 'service' | 'onsetAt' | 'peakScore' | 'value' | 'expected' | 'explanation'
>;

export interface Similarity {
  /** 0..1, 1 for an anomaly that cannot be told apart. */
  similarity: number;
  /** What the two have in common, the most telling first. */
  reasons: string[];
}

interface Trait {
  weight: number;
  /** 0..1 */
  likeness: (one: AnomalyShape, other: AnomalyShape) => number;
  /** From which likeness on it is worth saying, and how. */
  worthSayingFrom: number;
  words: (other: AnomalyShape) => string;
}

const dayMs = 86_400_000;

const traits: readonly Trait[] = [
  {
    weight: 0.2,
    likeness: (one, other) => (one.seriesKey === other.seriesKey ? 1 : 0),
    worthSayingFrom: 1,
    words: () => 'the same series',
  },
  {
    weight: 0.3,
    likeness: (one, other) => cosine(sharesOf(one.explanation), sharesOf(other.explanation)),
    worthSayingFrom: 0.95,
    words: () => 'the same features made the score',
  },
  {
    weight: 0.2,
    likeness: (one, other) => (directionOf(one) === directionOf(other) ? 1 : 0),
    worthSayingFrom: 1,
    words: (other) => directionWords[directionOf(other)],
  },
  {
    weight: 0.15,
    likeness: (one, other) => Math.exp(-Math.abs(Math.log(one.peakScore / other.peakScore))),
    worthSayingFrom: 0.75,
    words: ({ peakScore }) => `a peak score of ${peakScore.toFixed(1)}`,
  },
  {
    weight: 0.15,
    likeness: (one, other) => 1 - hoursApart(one.onsetAt, other.onsetAt) / 12,
    worthSayingFrom: 11 / 12,
    words: () => 'at the same time of day',
  },
];

const directionWords = { above: 'above what is usual', below: 'below what is usual', absent: 'no value' };

/** How alike two anomalies of one detector are, and in what. */
export function compareAnomalies(one: AnomalyShape, other: AnomalyShape): Similarity {
  let similarity = 0;
  const reasons: string[] = [];
  for (const { weight, likeness, worthSayingFrom, words } of traits) {
    const alike = likeness(one, other);
    similarity += weight * alike;
    if (alike >= worthSayingFrom) {
      reasons.push(words(other));
    }
  }
  return { similarity: Math.min(1, similarity), reasons };
}

function directionOf({ value, expected }: AnomalyShape): keyof typeof directionWords {
  if (value === null) {
    return 'absent';
  }
  return value >= (expected ?? 0) ? 'above' : 'below';
}

function sharesOf({ features }: Explanation): ReadonlyMap<string, number> {
  return new Map(features.map(({ name, share }) => [name, share]));
}

function cosine(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  if (one.size === 0 || other.size === 0) {
    return one.size === other.size ? 1 : 0;
  }
  const dot = [...one].reduce((total, [name, share]) => total + share * (other.get(name) ?? 0), 0);
  const lengths = lengthOf(one) * lengthOf(other);
  return lengths === 0 ? 0 : Math.min(1, Math.max(0, dot / lengths));
}

function lengthOf(shares: ReadonlyMap<string, number>): number {
  return Math.hypot(...shares.values());
}

/** 0..12, around the clock. */
function hoursApart(one: Date, other: Date): number {
  const apartMs = Math.abs(one.getTime() - other.getTime()) % dayMs;
  return Math.min(apartMs, dayMs - apartMs) / 3_600_000;
}
