export const WORD = 0;
/** Text that is data by its looks. */
export const VALUE = 1;
export const MARK = 2;
/** A place that has been found to vary by comparing lines. */
export const OPEN = 3;

/** The tokens of one line as columns, reused from line to line. */
export class TokenList {
  readonly kinds: Uint8Array;
  /** Start and end of the token in the line. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Hash of a word, code of a mark, 0 for a value. */
  readonly hashes: Int32Array;
  /** 1 where a blank precedes the token. */
  readonly spaced: Uint8Array;
  /** 1 where a value has a unit. */
  readonly united: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.hashes = new Int32Array(capacity);
    this.spaced = new Uint8Array(capacity);
    this.united = new Uint8Array(capacity);
  }

  push(kind: number, start: number, end: number, hash: number, spaced: number): void {
    const index = this.length++;
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.hashes[index] = hash;
    this.spaced[index] = spaced;
    this.united[index] = 0;
  }

  /** Makes the tokens from `index` on one value that reaches to `end`. */
  closeValue(index: number, end: number): void {
    this.kinds[index] = VALUE;
    this.ends[index] = end;
    this.hashes[index] = 0;
    this.length = index + 1;
  }

  isWord(index: number): boolean {
    return index >= 0 && this.kinds[index] === WORD;
  }

  isValue(index: number): boolean {
    return index >= 0 && this.kinds[index] === VALUE;
  }

  isMark(index: number, code: number): boolean {
    return index >= 0 && this.kinds[index] === MARK && this.hashes[index] === code;
  }

  /** Whether two tokens read the same, values being all alike. */
  alike(left: number, right: number): boolean {
    return (
      this.kinds[left] === this.kinds[right] &&
      this.hashes[left] === this.hashes[right] &&
      this.spaced[left] === this.spaced[right]
    );
  }
}
