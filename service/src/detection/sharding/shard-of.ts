/** The most series that one shard holds; one that has more is split. */
export const maxSeriesPerShard = 5000;

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/**
 * Which of `parts` shards of its detector a series belongs to: FNV-1a (Fowler, Noll, Vo) of its key. What belongs to
 * `part` of `parts` belongs to `part` or `part + parts` of twice as many, so that a shard is split without the others.
 */
export function partOf(seriesKey: string, parts: number): number {
  return parts === 1 ? 0 : hash(seriesKey) % parts;
}

function hash(text: string): number {
  let state = fnvOffset;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), fnvPrime);
  }
  // FNV's lowest bits alone are too regular for keys that differ in one digit.
  return (state ^ (state >>> 15)) >>> 0;
}
