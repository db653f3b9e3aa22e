import { scramble } from './word-hash.ts';

const GOLDEN = 0x9e3779b9 | 0;
const ODD = 0x85ebca6b | 0;
const TWO_TO_21 = 2 ** 21;

/** Key of a sequence of terms: two sums of the terms scrambled with their places. */
export class KeySum {
  #first = 0;
  #second = 0;

  clear(): void {
    this.#first = 0;
    this.#second = 0;
  }

  add(place: number, term: number): void {
    const mixed = scramble(term + Math.imul(place + 1, GOLDEN));
    this.#first = (this.#first + mixed) | 0;
    this.#second = (this.#second + Math.imul(mixed ^ GOLDEN, ODD) + (mixed >>> 15)) | 0;
  }

  /** 53 bits of the sums as one number. */
  get value(): number {
    return (this.#first >>> 0) * TWO_TO_21 + (this.#second >>> 11);
  }
}
