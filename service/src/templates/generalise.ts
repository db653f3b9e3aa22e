import { KeySum } from './key-sum.ts';
import { addTo } from './multi-map.ts';
import { countWords, skeletonOf, type Pattern } from './pattern.ts';
import { slotExcess, VALUE_IN_SLOT, type SlotMember } from './slot.ts';
import { isItem, isWildcard, ITEM_TERM } from './token-term.ts';
import { WORD } from './token-list.ts';

/** Patterns that differ only at `places`, where they have values. */
export interface Generalisation {
  readonly members: readonly Pattern[];
  readonly places: readonly number[];
}

interface Candidate extends Generalisation {
  readonly excess: number;
}

/** Several places at once are taken for values only on this much more evidence at each. */
const JOINT_EXCESS = 6;
const FEWEST_WORDS = 8;
const sum = new KeySum();

/**
 * Finds the places where words are values, by comparing patterns that are alike elsewhere: first one place at a time,
 * then, where that finds nothing, several places together. Each pattern is in at most one of the results, the clearest one; apply them and call again
 * until there are none.
 */
export function findGeneralisations(patterns: Iterable<Pattern>): Generalisation[] {
  const groups = new Map<number, Pattern[]>();
  for (const pattern of patterns) {
    addTo(groups, skeletonOf(pattern), pattern);
  }
  return [...groups.values()].flatMap((group) => {
    const single = clearest(singleCandidates(group));
    return single.length > 0 ? single : clearest(jointCandidates(group));
  });
}

function clearest(candidates: Candidate[]): Generalisation[] {
  const taken = new Set<Pattern>();
  return candidates
    .filter(({ excess }) => excess >= 0)
    .sort((left, right) => right.excess - left.excess)
    .filter(({ members }) => {
      const free = members.every((member) => !taken.has(member));
      if (free) {
        members.forEach((member) => taken.add(member));
      }
      return free;
    });
}

function singleCandidates(group: readonly Pattern[]): Candidate[] {
  if (group.length < 2) {
    return [];
  }
  const places = [...group[0]!.kinds.keys()].filter((place) => isItem(group[0]!.kinds[place]!));
  return candidatesAt(
    group,
    places.map((place) => [place])
  );
}

/** Two places at a time, and all those with many words together. */
function jointCandidates(group: readonly Pattern[]): Candidate[] {
  if (group.length < FEWEST_WORDS) {
    return [];
  }
  const places = [...group[0]!.kinds.keys()].filter((place) => wordsAt(group, place) >= FEWEST_WORDS);
  const pairs = places.flatMap((left, index) => places.slice(index + 1).map((right) => [left, right]));
  const together = places.length > 2 ? [...pairs, places] : pairs;
  return candidatesAt(group, together).map((candidate) => ({ ...candidate, excess: candidate.excess - JOINT_EXCESS }));
}

function wordsAt(group: readonly Pattern[], place: number): number {
  return new Set(group.filter(({ kinds }) => kinds[place] === WORD).map(({ terms }) => terms[place])).size;
}

/** For each set of places the patterns that are alike elsewhere, with the excess at the poorest of the places. */
function candidatesAt(group: readonly Pattern[], placeSets: ReadonlyArray<readonly number[]>): Candidate[] {
  return placeSets.flatMap((places) => {
    const slots = new Map<number, Pattern[]>();
    for (const pattern of group) {
      addTo(slots, contextKey(pattern, places), pattern);
    }
    return [...slots.values()]
      .filter((members) => members.length > 1)
      .map((members) => ({ members, places, excess: poorestExcess(members, places) }));
  });
}

function contextKey(pattern: Pattern, places: readonly number[]): number {
  sum.clear();
  pattern.terms.forEach((term, place) => sum.add(place, places.includes(place) ? ITEM_TERM : term));
  return sum.value;
}

function poorestExcess(members: readonly Pattern[], places: readonly number[]): number {
  const first = members[0]!;
  const context = countWords(first) - places.filter((place) => first.kinds[place] === WORD).length;
  return Math.min(
    ...places.map((place) =>
      slotExcess(
        members.map((member) => memberAt(member, place)),
        context
      )
    )
  );
}

function memberAt(pattern: Pattern, place: number): SlotMember {
  return { pattern, term: isWildcard(pattern.kinds[place]!) ? VALUE_IN_SLOT : pattern.terms[place]! };
}
