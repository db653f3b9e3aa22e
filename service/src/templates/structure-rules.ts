import { codeOf } from './characters.ts';
import { MARK, VALUE, type TokenList } from './token-list.ts';

const LONGEST_PERIOD = 8;
const openers = new Map(['()', '[]', '{}'].map(([opener, closer]) => [codeOf(closer!), codeOf(opener!)]));

/** Looks at the bracket just put at the end, if it closes one. */
export function closeBracket(tokens: TokenList): void {
  const closer = tokens.length - 1;
  const opener = openers.get(tokens.hashes[closer]!);
  if (opener === undefined) {
    return;
  }
  if (tokens.isMark(closer - 1, opener) && tokens.spaced[closer - 1]) {
    fillBrackets(tokens, closer);
  } else if (tokens.isMark(closer - 2, opener) && isRestatement(tokens, closer - 3, closer - 1)) {
    tokens.closeValue(closer - 3, tokens.ends[closer]!);
  }
}

/** Drops the last tokens when they repeat the ones before: lists of any length read alike. */
export function dropRepetition(tokens: TokenList): void {
  for (let period = 2; period <= LONGEST_PERIOD && 2 * period <= tokens.length; period++) {
    if (isRepeated(tokens, period)) {
      tokens.length -= period;
      return;
    }
  }
}

/** Brackets standing free with nothing in them hold an empty value, unlike those of `call()`. */
function fillBrackets(tokens: TokenList, closer: number): void {
  const start = tokens.starts[closer]!;
  const code = tokens.hashes[closer]!;
  tokens.length = closer;
  tokens.push(VALUE, start, start, 0, 0);
  tokens.push(MARK, start, start + 1, code, 0);
}

/** A quantity said twice, as `1024 bytes (1 KB)`. */
function isRestatement(tokens: TokenList, first: number, second: number): boolean {
  return tokens.isValue(first) && tokens.isValue(second) && tokens.united[first] === 1 && tokens.united[second] === 1;
}

function isRepeated(tokens: TokenList, period: number): boolean {
  let hasValue = false;
  for (let index = tokens.length - 1; index >= tokens.length - period; index--) {
    if (!tokens.alike(index, index - period)) {
      return false;
    }
    hasValue ||= tokens.isValue(index);
  }
  return hasValue;
}
