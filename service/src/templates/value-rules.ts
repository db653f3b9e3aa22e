import { codeOf, isHexLetters, isJoiner, isSign } from './characters.ts';
import { dateWords, unitWords } from './lexicon.ts';
import { MARK, VALUE, type TokenList } from './token-list.ts';

const COLON = codeOf(':');
const COMMA = codeOf(',');
const DASH = codeOf('-');
const LESS = codeOf('<');
const GREATER = codeOf('>');

/** Puts a value at the end of the tokens so far; what belongs to it on its left becomes part of it. */
export function appendValue(tokens: TokenList, line: string, start: number, end: number, spaced: number): void {
  const joined = spaced ? -1 : joinedValue(tokens);
  if (joined >= 0) {
    tokens.closeValue(joined, end);
    return;
  }
  tokens.push(VALUE, start, end, 0, spaced);
  absorbAddress(tokens, line);
  absorbSigns(tokens, line);
  absorbDate(tokens);
  absorbList(tokens);
}

/** Makes a word part of the value before it when it is its unit. */
export function absorbUnit(tokens: TokenList, hash: number, end: number): boolean {
  const last = tokens.length - 1;
  if (!tokens.isValue(last) || !unitWords.has(hash)) {
    return false;
  }
  tokens.ends[last] = end;
  tokens.united[last] = 1;
  return true;
}

/** Whether a group of hexadecimal letters goes on with the address before it, as in `fe80:12ab:cdef`. */
export function continuesAddress(tokens: TokenList, line: string, start: number, end: number): boolean {
  const last = tokens.length - 1;
  return (
    tokens.isMark(last, COLON) && !tokens.spaced[last] && tokens.isValue(last - 1) && isAddressGroup(line, start, end)
  );
}

/** The value that the tokens at the end, all glued to it, go on with; -1 for none. */
function joinedValue(tokens: TokenList): number {
  let index = tokens.length - 1;
  while (index > 0 && tokens.kinds[index] === MARK && isJoiner(tokens.hashes[index]!) && !tokens.spaced[index]) {
    index--;
  }
  return tokens.isValue(index) ? index : -1;
}

/** The host of `host.name:80` and the first groups of an address in hexadecimal have no digits of their own. */
function absorbAddress(tokens: TokenList, line: string): void {
  const last = tokens.length - 1;
  let first = last;
  while (isGluedTo(tokens, first, COLON) && isAddressPart(tokens, line, first - 2)) {
    first -= 2;
  }
  if (first < last) {
    tokens.closeValue(first, tokens.ends[last]!);
  }
}

function isGluedTo(tokens: TokenList, index: number, mark: number): boolean {
  return tokens.isMark(index - 1, mark) && !tokens.spaced[index] && !tokens.spaced[index - 1];
}

function isAddressPart(tokens: TokenList, line: string, index: number): boolean {
  if (!tokens.isWord(index)) {
    return false;
  }
  const start = tokens.starts[index]!;
  const end = tokens.ends[index]!;
  const dot = line.indexOf('.', start);
  return (dot > start && dot < end) || isAddressGroup(line, start, end);
}

/** Groups of hardware and IPv6 addresses; three letters would be taken for words too often. */
function isAddressGroup(line: string, start: number, end: number): boolean {
  return (end - start === 2 || end - start === 4) && isHexLetters(line, start, end);
}

function absorbSigns(tokens: TokenList, line: string): void {
  const last = tokens.length - 1;
  const end = tokens.ends[last]!;
  let first = last;
  while (isSigned(tokens, first)) {
    first--;
  }
  const isBracketed = tokens.isMark(first, LESS) && line.charCodeAt(end) === GREATER;
  // A dash between a word and a number is no sign.
  const isHyphenated = first > 0 && !tokens.spaced[first] && tokens.isMark(first, DASH);
  if (first < last && !isBracketed && !isHyphenated) {
    tokens.closeValue(first, end);
  }
}

function isSigned(tokens: TokenList, index: number): boolean {
  return index > 0 && !tokens.spaced[index] && tokens.kinds[index - 1] === MARK && isSign(tokens.hashes[index - 1]!);
}

function absorbDate(tokens: TokenList): void {
  const last = tokens.length - 1;
  let first = last;
  while (tokens.spaced[first] && tokens.isWord(first - 1) && dateWords.has(tokens.hashes[first - 1]!)) {
    first--;
  }
  if (first < last) {
    tokens.closeValue(first, tokens.ends[last]!);
  }
}

/** `1 2 3` and `1, 2, 3` are one value. */
function absorbList(tokens: TokenList): void {
  const last = tokens.length - 1;
  if (!tokens.spaced[last]) {
    return;
  }
  const before = tokens.isMark(last - 1, COMMA) ? last - 2 : last - 1;
  if (tokens.isValue(before)) {
    tokens.closeValue(before, tokens.ends[last]!);
  }
}
