import { urlUtil } from '@grafana/data';
import type { DataSourceRef } from '@grafana/schema';

interface ScoreRule {
  name: string;
  service: string;
  detectorId: string;
}

const expressionRef = { type: '__expr__', uid: '__expr__' };
const windowSeconds = 600;

/** Grafana's form for a new alert rule, filled in to fire while the score of a detector and service is 1 or more. */
export function alertRulePath(
  datasource: DataSourceRef,
  { name, service, detectorId }: ScoreRule,
  returnTo: string
): string {
  const expression = (refId: string, model: object) => ({
    refId,
    queryType: 'expression',
    datasourceUid: expressionRef.uid,
    model: { refId, datasource: expressionRef, ...model },
  });
  const queries = [
    {
      refId: 'A',
      queryType: 'score',
      datasourceUid: datasource.uid,
      relativeTimeRange: { from: windowSeconds, to: 0 },
      model: { refId: 'A', datasource, queryType: 'score', service, detectorId },
    },
    expression('B', { type: 'reduce', expression: 'A', reducer: 'last', settings: { mode: 'dropNN' } }),
    expression('C', {
      type: 'threshold',
      expression: 'B',
      conditions: [{ evaluator: { type: 'gte', params: [1] } }],
    }),
  ];
  const defaults = {
    name,
    type: 'grafana-alerting',
    queries,
    condition: 'C',
    labels: [{ key: 'service', value: service }],
  };
  return urlUtil.renderUrl('/alerting/new', { defaults: JSON.stringify(defaults), returnTo });
}
