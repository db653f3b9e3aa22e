import { OPEN, VALUE, WORD, type TokenList } from './token-list.ts';
import { hashText, scramble } from './word-hash.ts';

const VALUE_TERM = 0x5bd1e995;
const SPACED = 0x3c6ef372;

/** Stands in a key for any word or value. */
export const ITEM_TERM = 0x27d4eb2f;

/** What a token adds to the identity of its line: words and marks by their letters, values all alike. */
export function termOf(kind: number, hash: number, spaced: number): number {
  const term = isWildcard(kind) ? VALUE_TERM : hash;
  return scramble(spaced === 1 ? term ^ SPACED : term);
}

/** The same for a token of which the text is known. */
export function termOfText(kind: number, text: string, spaced: number): number {
  return termOf(kind, kind === WORD ? hashText(text) : text.charCodeAt(0), spaced);
}

export function termAt(tokens: TokenList, place: number): number {
  return termOf(tokens.kinds[place]!, tokens.hashes[place]!, tokens.spaced[place]!);
}

export function isWildcard(kind: number): boolean {
  return kind === VALUE || kind === OPEN;
}

export function isItem(kind: number): boolean {
  return kind === WORD || isWildcard(kind);
}
