import { isJoiner } from './characters.ts';
import { KeySum } from './key-sum.ts';
import { addTo } from './multi-map.ts';
import { countWords, type Pattern, type PatternTokens } from './pattern.ts';
import { slotExcess, VALUE_IN_SLOT, type SlotMember } from './slot.ts';
import { isItem, isWildcard, ITEM_TERM } from './token-term.ts';
import { MARK, WORD } from './token-list.ts';

interface Field {
  readonly isMark: boolean;
  readonly term: number;
  readonly words: number;
}

interface FieldMember extends SlotMember {
  readonly contextWords: number;
}

const sum = new KeySum();

/**
 * Finds patterns that differ in one field of any number of tokens, such as `<*>` and `localhost:<*>`, and are one
 * template by the same measure as words at one place.
 *
 * @returns sets of patterns, each of one template
 */
export function findFieldVariants(patterns: Iterable<Pattern>): Pattern[][] {
  const slots = new Map<number, FieldMember[]>();
  for (const pattern of patterns) {
    addFields(slots, pattern);
  }
  return [...slots.values()].filter(isVarying).map((members) => members.map(({ pattern }) => pattern));
}

function isVarying(members: FieldMember[]): boolean {
  const [first, ...others] = members;
  const isSplit = others.some(({ pattern }) => pattern.match.templateId !== first!.pattern.match.templateId);
  return isSplit && slotExcess(members, first!.contextWords) >= 0;
}

function addFields(slots: Map<number, FieldMember[]>, pattern: Pattern): void {
  const fields = fieldsOf(pattern);
  const words = countWords(pattern);
  fields.forEach(({ isMark, term, words: ownWords }, place) => {
    if (!isMark) {
      addTo(slots, keyWithout(fields, place), { pattern, term, contextWords: words - ownWords });
    }
  });
}

function keyWithout(fields: readonly Field[], without: number): number {
  sum.clear();
  fields.forEach(({ term }, place) => sum.add(place, place === without ? ITEM_TERM : term));
  return sum.value;
}

/** Runs of words and values held together by joining marks; every other mark is a field of its own. */
function fieldsOf(pattern: PatternTokens): Field[] {
  const fields: Field[] = [];
  for (let place = 0; place < pattern.kinds.length;) {
    const end = fieldEnd(pattern, place);
    fields.push(fieldOf(pattern, place, end));
    place = end;
  }
  return fields;
}

function fieldEnd({ kinds, spaced, texts }: PatternTokens, start: number): number {
  if (kinds[start] === MARK) {
    return start + 1;
  }
  let end = start + 1;
  for (let at = end; at < kinds.length && !spaced[at]; at++) {
    if (isItem(kinds[at]!)) {
      end = at + 1;
    } else if (!isJoiner(texts[at]!.charCodeAt(0))) {
      break;
    }
  }
  return end;
}

function fieldOf({ kinds, terms }: PatternTokens, start: number, end: number): Field {
  if (end === start + 1 && isWildcard(kinds[start]!)) {
    return { isMark: false, term: VALUE_IN_SLOT, words: 0 };
  }
  let term = 0;
  let words = 0;
  for (let place = start; place < end; place++) {
    term = Math.imul(term, 31) + terms[place]!;
    words += kinds[place] === WORD ? 1 : 0;
  }
  return { isMark: kinds[start] === MARK, term: term | 1, words };
}
