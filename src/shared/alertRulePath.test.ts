import { alertRulePath } from './alertRulePath';

const path = alertRulePath(
  { type: 'vigil-aiops-datasource', uid: 'vigil' },
  { service: 'payments & co', detectorId: 'http-latency', name: 'Latency p99 is anomalous' },
  '/a/vigil-aiops-app/anomalies/1'
);
const url = new URL(path, 'http://localhost');
const defaults = JSON.parse(url.searchParams.get('defaults')!);

it('asks for the score of exactly these series', () => {
  expect(url.pathname).toBe('/alerting/new');
  expect(url.searchParams.get('returnTo')).toBe('/a/vigil-aiops-app/anomalies/1');
  expect(defaults.queries[0]).toMatchObject({
    datasourceUid: 'vigil',
    model: { queryType: 'score', service: 'payments & co', detectorId: 'http-latency' },
  });
});

it('fires on the last expression, each of which reads the one before', () => {
  expect(defaults.condition).toBe('C');
  expect(defaults.queries.map(({ model }: { model: { expression?: string } }) => model.expression)).toEqual([
    undefined,
    'A',
    'B',
  ]);
  expect(defaults.queries[2].model.conditions[0].evaluator).toEqual({ type: 'gte', params: [1] });
});
