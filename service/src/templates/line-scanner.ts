import { codeOf, isConnector, isDigit, isHexLetters, isLetterOrDigit, isSegment, isSpace } from './characters.ts';
import { emailEnd, pathEnd, startsPath, urlEnd } from './long-values.ts';
import { closeBracket, dropRepetition } from './structure-rules.ts';
import { MARK, TokenList, WORD } from './token-list.ts';
import { absorbUnit, appendValue, continuesAddress } from './value-rules.ts';
import { HASH_SEED, hashStep } from './word-hash.ts';

const MAX_TOKENS = 256;
const MAX_CHARACTERS = 8192;
const SHORTEST_HEX_WORD = 8;
const COLON = codeOf(':');
const AT = codeOf('@');

/**
 * Cuts lines into words, marks and values. A value is what looks like data whatever system wrote it: numbers with sign
 * and unit, dates, addresses, identifiers with digits, paths, URLs, and lists of these. Only the first 8,192 characters
 * and 256 tokens of a line are looked at.
 */
export class LineScanner {
  readonly #tokens = new TokenList(MAX_TOKENS + 1);
  #line = '';
  #end = 0;
  #spaced = 0;

  /** The tokens of a line, valid until the next call. */
  scan(line: string): TokenList {
    this.#tokens.length = 0;
    this.#line = line;
    this.#end = Math.min(line.length, MAX_CHARACTERS);
    this.#spaced = 0;
    let at = 0;
    while (at < this.#end && this.#tokens.length < MAX_TOKENS) {
      at = this.#next(at);
    }
    return this.#tokens;
  }

  #next(at: number): number {
    const code = this.#line.charCodeAt(at);
    if (isSpace(code)) {
      this.#spaced = 1;
      return at + 1;
    }
    const next = isLetterOrDigit(code) ? this.#segment(at) : this.#mark(at, code);
    this.#spaced = 0;
    dropRepetition(this.#tokens);
    return next;
  }

  #mark(at: number, code: number): number {
    if (startsPath(this.#line, at, this.#end)) {
      return this.#value(at, pathEnd(this.#line, at + 1, this.#end));
    }
    this.#tokens.push(MARK, at, at + 1, code, this.#spaced);
    closeBracket(this.#tokens);
    return at + 1;
  }

  #value(start: number, end: number): number {
    appendValue(this.#tokens, this.#line, start, end, this.#spaced);
    return end;
  }

  /** Letters and digits with connectors between them. */
  #segment(start: number): number {
    const line = this.#line;
    let hash = HASH_SEED;
    let wordHash = hash;
    let end = start;
    let digits = 0;
    for (let at = start; at < this.#end; at++) {
      const code = line.charCodeAt(at);
      if (!isSegment(code)) {
        break;
      }
      hash = hashStep(hash, code);
      if (!isConnector(code)) {
        end = at + 1;
        wordHash = hash;
        digits += isDigit(code) ? 1 : 0;
      }
    }
    return this.#classify(start, end, digits, wordHash);
  }

  #classify(start: number, end: number, digits: number, hash: number): number {
    const longEnd = this.#longEnd(start, end);
    if (longEnd > end || this.#isData(start, end, digits)) {
      return this.#value(start, longEnd);
    }
    if (!absorbUnit(this.#tokens, hash, end)) {
      this.#tokens.push(WORD, start, end, hash, this.#spaced);
    }
    return end;
  }

  /** Where the URL or e-mail address ends that the segment begins; its own end when it begins none. */
  #longEnd(start: number, end: number): number {
    const next = end < this.#end ? this.#line.charCodeAt(end) : 0;
    if (next === COLON) {
      return urlEnd(this.#line, start, end, this.#end);
    }
    return next === AT ? emailEnd(this.#line, end, this.#end) : end;
  }

  /** Digits make data of a segment, save one at the end of a name such as `eth0` or `HTTP2`. */
  #isData(start: number, end: number, digits: number): boolean {
    if (digits === 0) {
      return this.#isHexadecimal(start, end);
    }
    return digits > 1 || end - start < 3 || !isDigit(this.#line.charCodeAt(end - 1)) || this.#isCompound(start, end);
  }

  #isHexadecimal(start: number, end: number): boolean {
    if (end - start >= SHORTEST_HEX_WORD) {
      return isHexLetters(this.#line, start, end);
    }
    return this.#spaced === 0 && continuesAddress(this.#tokens, this.#line, start, end);
  }

  #isCompound(start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      if (isConnector(this.#line.charCodeAt(at))) {
        return true;
      }
    }
    return false;
  }
}
