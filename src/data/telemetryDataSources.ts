import type { DataSourceRef } from '@grafana/schema';
import { getDataSourceSrv } from '@grafana/runtime';
import type { Evidence } from '@vigil/contract';
import { canExplore } from '../shared/permissions';
import { explorePath, type ExploreQuery, type ExploreRange } from '../shared/explorePath';
import { dataSourcePluginId } from '../shared/plugin';

/** The first data source of any of these types, the default one before others. */
function findDataSource(types: string[]): DataSourceRef | undefined {
  for (const type of types) {
    const found = getDataSourceSrv().getList({ type });
    const chosen = found.find(({ isDefault }) => isDefault) ?? found[0];
    if (chosen !== undefined) {
      return { type: chosen.type, uid: chosen.uid };
    }
  }
  return undefined;
}

export function findVigilDataSource(): DataSourceRef | undefined {
  return findDataSource([dataSourcePluginId]);
}

function exploreIn(types: string[], query: ExploreQuery, range: ExploreRange): string | undefined {
  const dataSource = canExplore() ? findDataSource(types) : undefined;
  return dataSource && explorePath(dataSource, query, range);
}

export function exploreScores(query: ExploreQuery, range: ExploreRange): string | undefined {
  return exploreIn([dataSourcePluginId], query, range);
}

/** What a detector's query begins with that is LogQL; the service says so too. */
const logqlPrefix = 'logs:';

/** A detector's query, in the data source whose language it is written in. */
export function exploreMetric(expr: string, range: ExploreRange): string | undefined {
  return expr.startsWith(logqlPrefix)
    ? exploreLogs(expr.slice(logqlPrefix.length).trim(), range)
    : exploreIn(['prometheus'], { expr, range: true }, range);
}

export function exploreLogs(expr: string, range: ExploreRange): string | undefined {
  return exploreIn(['loki'], { expr }, range);
}

/** A trace id opens in either trace store. */
export function exploreTrace(traceId: string, range: ExploreRange): string | undefined {
  return exploreIn(['jaeger'], { query: traceId }, range) ?? exploreTraceQl(traceId, range);
}

/** TraceQL is Tempo's; Jaeger can search for the traces of the service at least. */
function exploreTraceSearch(traceQl: string, service: string | null, range: ExploreRange): string | undefined {
  const inTempo = exploreTraceQl(traceQl, range);
  return inTempo ?? (service === null ? undefined : exploreIn(['jaeger'], { queryType: 'search', service }, range));
}

function exploreTraceQl(query: string, range: ExploreRange): string | undefined {
  return exploreIn(['tempo'], { query, queryType: 'traceql' }, range);
}

export function exploreEvidence({ source, query, traceId, service, ...window }: Evidence): string | undefined {
  const range = { from: String(Date.parse(window.from)), to: String(Date.parse(window.to)) };
  switch (source) {
    case 'metrics':
      return exploreMetric(query, range);
    case 'logs':
      return exploreLogs(query, range);
    case 'traces':
      return traceId === null ? exploreTraceSearch(query, service, range) : exploreTrace(traceId, range);
    case 'alerts':
    case 'changes':
      return undefined;
  }
}
