const PRIME = 0x01000193;

export const HASH_SEED = 0x811c9dc5 | 0;

/** One step of FNV-1a (Fowler, Noll, Vo) over 32 bits. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME);
}

export function hashText(text: string): number {
  let hash = HASH_SEED;
  for (let index = 0; index < text.length; index++) {
    hash = hashStep(hash, text.charCodeAt(index));
  }
  return hash;
}

/** Scrambles 32 bits so that sums of results tell sequences apart (finaliser of MurmurHash3). */
export function scramble(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
