import { KeySum } from './key-sum.ts';
import { OPEN, WORD, type TokenList } from './token-list.ts';
import { isItem, isWildcard, ITEM_TERM, termAt, termOf, termOfText } from './token-term.ts';

/** What `TemplateMiner.add` says about a line. */
export interface TemplateMatch {
  readonly templateId: number;
  /** No line before had this template. */
  readonly isNew: boolean;
}

/** The tokens of a kind of line. Lines with the same tokens, values apart, have the same pattern. */
export interface PatternTokens {
  readonly kinds: Uint8Array;
  /** 1 where a blank precedes the token. */
  readonly spaced: Uint8Array;
  readonly terms: Int32Array;
  /** Text of words and marks; empty for what varies. */
  readonly texts: readonly string[];
}

/** One or several patterns make a template. */
export interface Pattern extends PatternTokens {
  readonly key: number;
  /** The answer for a line with this pattern, made once. */
  match: TemplateMatch;
  lineCount: number;
  lastLine: number;
}

const WILDCARD = '<*>';
const sum = new KeySum();

/** Key of a scanned line. */
export function keyOfLine(tokens: TokenList): number {
  sum.clear();
  for (let place = 0; place < tokens.length; place++) {
    sum.add(place, termAt(tokens, place));
  }
  return sum.value;
}

export function keyOfTerms(terms: Int32Array): number {
  sum.clear();
  terms.forEach((term, place) => sum.add(place, term));
  return sum.value;
}

/** Key of what is left when words and values are not told apart: only lines with the same one are compared. */
export function skeletonOf({ kinds, terms }: Pick<PatternTokens, 'kinds' | 'terms'>): number {
  sum.clear();
  terms.forEach((term, place) => sum.add(place, isItem(kinds[place]!) ? ITEM_TERM : term));
  return sum.value;
}

export function tokensOfLine(tokens: TokenList, line: string): PatternTokens {
  const { length } = tokens;
  return {
    kinds: tokens.kinds.slice(0, length),
    spaced: tokens.spaced.slice(0, length),
    terms: Int32Array.from({ length }, (_, place) => termAt(tokens, place)),
    texts: Array.from({ length }, (_, place) =>
      tokens.isValue(place) ? '' : line.slice(tokens.starts[place], tokens.ends[place])
    ),
  };
}

export function tokensOfTexts(kinds: Uint8Array, spaced: Uint8Array, texts: readonly string[]): PatternTokens {
  const terms = Int32Array.from(texts, (text, place) => termOfText(kinds[place]!, text, spaced[place]!));
  return { kinds, spaced, terms, texts };
}

/** The tokens with values at `places`. */
export function openPlaces(tokens: PatternTokens, places: readonly number[]): PatternTokens {
  const kinds = tokens.kinds.slice();
  const terms = tokens.terms.slice();
  const texts = [...tokens.texts];
  for (const place of places) {
    kinds[place] = OPEN;
    terms[place] = termOf(OPEN, 0, tokens.spaced[place]!);
    texts[place] = '';
  }
  return { kinds, spaced: tokens.spaced, terms, texts };
}

/** Whether tokens of the same skeleton are an instance of a pattern: equal but where it is open. */
export function fits(pattern: PatternTokens, tokens: PatternTokens): boolean {
  return tokens.terms.every((term, place) => term === pattern.terms[place] || pattern.kinds[place] === OPEN);
}

export function countWords({ kinds }: PatternTokens): number {
  return kinds.reduce((count, kind) => count + (kind === WORD ? 1 : 0), 0);
}

/** The template to read: its words, with `<*>` for what varies. */
export function textOf({ kinds, spaced, texts }: PatternTokens): string {
  return texts
    .map((text, place) => (spaced[place] && place > 0 ? ' ' : '') + (isWildcard(kinds[place]!) ? WILDCARD : text))
    .join('');
}
