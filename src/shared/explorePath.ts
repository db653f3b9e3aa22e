import { urlUtil } from '@grafana/data';
import type { DataQuery, DataSourceRef } from '@grafana/schema';

export interface ExploreRange {
  from: string;
  to: string;
}

export type ExploreQuery = Omit<DataQuery, 'refId'> & Record<string, unknown>;

/** A link that opens Explore with one query; the range takes what Grafana's URLs take (`now-1h` or epoch milliseconds). */
export function explorePath(datasource: DataSourceRef, query: ExploreQuery, range: ExploreRange): string {
  const pane = { datasource: datasource.uid, queries: [{ refId: 'A', datasource, ...query }], range };
  return urlUtil.renderUrl('/explore', { schemaVersion: 1, panes: JSON.stringify({ vigil: pane }) });
}
