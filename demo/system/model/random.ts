export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** Positive with mean 1; the higher the shape, the closer to 1. */
  gamma(shape: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** A generator of its own for every purpose, so that one more draw here changes nothing there. */
export function createRandom(seed: number, ...purpose: ReadonlyArray<string | number>): Random {
  let state = hashOf(seed, ...purpose);
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    return scramble(state) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    gamma: (shape) => drawGamma(shape, uniform, normal),
    pick<Item>(items: readonly Item[]) {
      return items[Math.floor(uniform() * items.length)] as Item;
    },
  };
}

/** 32 well mixed bits of the seed and the names (FNV-1a). */
export function hashOf(seed: number, ...purpose: ReadonlyArray<string | number>): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of purpose.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
  }
  return scramble(hash);
}

function scramble(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 15), bits | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** Marsaglia and Tsang, 2000; for shapes of at least 1. */
function drawGamma(shape: number, uniform: () => number, normal: () => number): number {
  const offset = shape - 1 / 3;
  const scale = 1 / Math.sqrt(9 * offset);
  for (;;) {
    const deviation = normal();
    const cube = (1 + scale * deviation) ** 3;
    const isInside = cube > 0 && Math.log(1 - uniform()) < deviation ** 2 / 2 + offset * (1 - cube + Math.log(cube));
    if (isInside) {
      return (offset * cube) / shape;
    }
  }
}
