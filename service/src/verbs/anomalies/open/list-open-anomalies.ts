import type { AnomalyRank, OpenAnomaly, OpenAnomalyPage } from '@vigil/contract';
import type { ServiceContext } from '../../../context.ts';
import { countAnomalies, toAnomaly } from '../../../storage/repositories/anomalies.ts';
import { listAnomaliesById, listOpenAnomalySignals } from '../../../storage/repositories/open-anomalies.ts';
import type { OpenAnomalySignal } from '../../../storage/repositories/open-anomalies.ts';
import { decodeCursor, encodeCursor } from '../../../storage/paging.ts';
import type { PageRequest } from '../../../storage/paging.ts';
import { callerCounter } from './count-callers.ts';
import { countFacets, matchesFacets } from './facets.ts';
import type { FacetFilter } from './facets.ts';
import { rankAnomaly } from './rank-anomaly.ts';
import type { Surroundings } from './rank-anomaly.ts';

export const openAnomalyOrders = ['rank', 'lastScore', 'detectedAt'] as const;
export type OpenAnomalyOrder = (typeof openAnomalyOrders)[number];

export interface OpenAnomalyFilter extends FacetFilter {
  /** Anywhere in service, detector or explanation. */
  q?: string;
}

interface Ranked extends Surroundings {
  signal: OpenAnomalySignal;
  rank: AnomalyRank;
}

/**
 * What is anomalous now, muted ones last. Pages are places in a list that is ranked anew each time: an anomaly that moved
 * may be on two pages or on none. Throws InvalidCursorError.
 */
export async function listOpenAnomalies(
  { database, clock, callGraph }: Pick<ServiceContext, 'database' | 'clock' | 'callGraph'>,
  { q, ...facets }: OpenAnomalyFilter,
  { limit, cursor }: PageRequest,
  order: OpenAnomalyOrder
): Promise<OpenAnomalyPage> {
  const start = cursor === undefined ? 0 : Number(decodeCursor(order, cursor).value);
  const now = clock.now();
  const signals = await listOpenAnomalySignals(database, q);
  const openInService = Map.groupBy(signals, ({ service }) => service);
  const callersOf = callerCounter(callGraph());
  const ranked = signals
    .filter((signal) => matchesFacets(signal, facets))
    .map((signal) => {
      const surroundings = {
        openInService: openInService.get(signal.service)?.length ?? 1,
        callers: callersOf(signal.service),
      };
      return { signal, ...surroundings, rank: rankAnomaly(signal, surroundings, now.getTime()) };
    })
    .sort(comparing(order));
  const end = start + limit;
  return {
    generatedAt: now.toISOString(),
    items: await readItems(database, ranked.slice(start, end)),
    total: ranked.length,
    nextCursor: end < ranked.length ? encodeCursor(order, { value: end, id: '' }) : null,
    openCount: q === undefined ? signals.length : await countAnomalies(database, { status: 'open' }),
    facets: countFacets(signals, facets),
  };
}

async function readItems(database: ServiceContext['database'], shown: readonly Ranked[]): Promise<OpenAnomaly[]> {
  const rows = await listAnomaliesById(
    database,
    shown.map(({ signal }) => signal.id)
  );
  const rowById = new Map(rows.map((row) => [row.id, row]));
  return shown.flatMap(({ signal, rank, openInService, callers }) => {
    const row = rowById.get(signal.id);
    return row === undefined ? [] : [{ ...toAnomaly(row), rank, openInService, callers }];
  });
}

function comparing(order: OpenAnomalyOrder): (first: Ranked, second: Ranked) => number {
  const valueOf: Record<OpenAnomalyOrder, (ranked: Ranked) => number> = {
    rank: ({ rank }) => rank.total,
    lastScore: ({ signal }) => signal.lastScore,
    detectedAt: ({ signal }) => signal.detectedAt.getTime(),
  };
  return (first, second) =>
    Number(first.signal.isMuted) - Number(second.signal.isMuted) ||
    valueOf[order](second) - valueOf[order](first) ||
    first.signal.id.localeCompare(second.signal.id);
}
