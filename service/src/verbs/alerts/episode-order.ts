import type { EpisodeRow } from '../../storage/schema.ts';

type EpisodeKey = Pick<EpisodeRow, 'fingerprint' | 'startsAt'>;

/**
 * The order in which every transaction touches episodes. Copies of one notification arrive at the same time; in one
 * order they wait for one another, in two they would lock each other out. Not the database's order, which depends on
 * its collation.
 */
export function byEpisodeKey(one: EpisodeKey, other: EpisodeKey): number {
  return keyOf(one) < keyOf(other) ? -1 : 1;
}

function keyOf({ fingerprint, startsAt }: EpisodeKey): string {
  return `${fingerprint} ${startsAt.toISOString()}`;
}
