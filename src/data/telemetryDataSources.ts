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

export function exploreMetric(expr: string, range: ExploreRange): string | undefined {
  return exploreIn(['prometheus'], { expr, range: true }, range);
}

export function exploreLogs(expr: string, range: ExploreRange): string | undefined {
  return exploreIn(['loki'], { expr }, range);
}

/** A trace id opens in either trace store; a search only in the one whose language it is written in. */
export function exploreTrace(query: string, range: ExploreRange): string | undefined {
  const isTraceQl = query.trimStart().startsWith('{');
  return isTraceQl
    ? exploreIn(['tempo'], { query, queryType: 'traceql' }, range)
    : (exploreIn(['jaeger'], { query }, range) ?? exploreIn(['tempo'], { query, queryType: 'traceql' }, range));
}

export function exploreEvidence(evidence: Evidence): string | undefined {
  const range = { from: String(Date.parse(evidence.from)), to: String(Date.parse(evidence.to)) };
  switch (evidence.source) {
    case 'metrics':
      return exploreMetric(evidence.query, range);
    case 'logs':
      return exploreLogs(evidence.query, range);
    case 'traces':
      return exploreTrace(evidence.traceId ?? evidence.query, range);
    case 'alerts':
    case 'changes':
      return undefined;
  }
}
