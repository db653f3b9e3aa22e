/** Deterministic uniform numbers in [0, 1): mulberry32 (Tommy Ettinger, public domain construction). */
export function seededRandom(seed: number): () => number {
  // Signed throughout: an unsigned state would leave the small integers and be allocated anew at each call.
  let state = Math.trunc(seed) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
