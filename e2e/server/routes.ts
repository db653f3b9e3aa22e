import type {
  AnomalyReport,
  ComponentStatus,
  QueryRequest,
  QueryResponse,
  QueryResult,
  ServiceStatus,
  VariableValues,
  VigilQuery,
} from '@vigil/contract';
import { answerAnomalyRate } from './anomalyRate';
import { offsetMs, readGolden } from './goldens';
import { answerSeries, watchedDetectors } from './series';

export type Scenario = 'busy' | 'quiet' | 'blind' | 'empty' | 'unreadable';

export interface GoldenAnswer {
  status: number;
  body: unknown;
}

interface GoldenRequest {
  method: string;
  path: string;
  parameters: URLSearchParams;
  body: unknown;
  role: string;
}

type Answer = (request: GoldenRequest, scenario: Scenario) => unknown;

const goldenNowMs = Date.parse('2026-03-02T10:05:00.000Z');

const insightsOf = { busy: 'insights.busy', quiet: 'insights.quiet', blind: 'insights.blind' } as const;

function status(scenario: Scenario): ServiceStatus {
  const golden = readGolden<ServiceStatus>(scenario === 'blind' ? 'service-status.degraded' : 'service-status.ok');
  const components = golden.components.map((component) =>
    scenario === 'blind' && component.name === 'metrics' ? metricsDown(component) : component
  );
  return { ...golden, components };
}

function metricsDown(component: ComponentStatus): ComponentStatus {
  const message = 'http://prometheus:9090/api/v1/query_range cannot be reached (ECONNREFUSED).';
  return { ...component, state: 'down', message, latencyMs: null };
}

function variableValues(kind: string | null): VariableValues {
  if (kind !== 'detectors') {
    return readGolden('variable-values.services');
  }
  return { items: watchedDetectors.map((detector) => ({ text: detector, value: detector })) };
}

const routes: Array<[method: string, path: RegExp, answer: Answer]> = [
  ['GET', /^\/status$/, (_, scenario) => status(scenario)],
  [
    'GET',
    /^\/insights$/,
    (_, scenario) => readGolden(insightsOf[scenario as keyof typeof insightsOf] ?? 'insights.quiet'),
  ],
  ['GET', /^\/services$/, () => readGolden('service-list.mixed')],
  ['GET', /^\/detectors$/, () => readGolden('detector-list.one')],
  [
    'GET',
    /^\/anomalies$/,
    (_, scenario) => readGolden(scenario === 'busy' ? 'anomaly-page.two' : 'anomaly-page.empty'),
  ],
  [
    'GET',
    /^\/anomalies\/open$/,
    (_, scenario) => readGolden(scenario === 'busy' ? 'open-anomaly-page.two' : 'open-anomaly-page.empty'),
  ],
  [
    'GET',
    /^\/anomalies\/rate$/,
    ({ parameters }, scenario) =>
      scenario === 'empty' ? readGolden('anomaly-rate.empty') : answerAnomalyRate(parameters),
  ],
  ['POST', /^\/correlate$/, () => readGolden('correlation.anomaly')],
  ['GET', /^\/joint$/, () => readGolden('joint-movement.parted')],
  ['GET', /^\/detectors\/[^/]+\/card$/, () => readGolden('series-card.healthy')],
  ['GET', /^\/anomalies\/[^/]+$/, () => readGolden('anomaly-report.open')],
  [
    'POST',
    /^\/anomalies\/[^/]+\/verdict$/,
    () => ({ items: readGolden<AnomalyReport>('anomaly-report.judged').verdicts }),
  ],
  ['GET', /^\/mutes$/, () => readGolden('mute-list.one')],
  ['GET', /^\/trainings\/[^/]+$/, () => readGolden('training-run.running')],
  ['POST', /^\/retrain$/, () => readGolden('training-run.running')],
  ['GET', /^\/anomalies\/[^/]+\/series$/, () => readGolden('scored-series.latency')],
  [
    'GET',
    /^\/incidents$/,
    (_, scenario) => readGolden(scenario === 'busy' ? 'incident-page.two-open' : 'incident-page.empty'),
  ],
  ['GET', /^\/incidents\/[^/]+$/, () => readGolden('incident-detail.resolved')],
  ['POST', /^\/incidents\/[^/]+\/(acknowledge|resolve|comment)$/, () => readGolden('incident-detail.resolved')],
  ['GET', /^\/investigations$/, () => readGolden('investigation-page.two')],
  ['GET', /^\/investigations\/[^/]+$/, () => readGolden('investigation-detail.done')],
  ['GET', /^\/variables$/, ({ parameters }) => variableValues(parameters.get('kind'))],
  ['POST', /^\/query$/, ({ body }) => answerQueries(body as QueryRequest)],
];

/** Answers a request of the service's API from the goldens of the contract. */
export function answer(request: GoldenRequest, scenario: Scenario): GoldenAnswer {
  const path = request.path.replace(/^\/api\/v1/, '');
  for (const [method, pattern, answerRoute] of routes) {
    if (method === request.method && pattern.test(path)) {
      return { status: 200, body: answerRoute(request, scenario) };
    }
  }
  return { status: 404, body: problem(404, 'not-found', `There is no ${request.method} ${request.path}.`) };
}

export function problem(status: number, code: string, detail: string) {
  return { type: 'about:blank', title: 'Refused', status, code, detail };
}

function answerQueries({ from, to, queries }: QueryRequest): QueryResponse {
  const window = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  const nowMs = goldenNowMs + offsetMs;
  return {
    results: queries.map((query) =>
      query.queryType === 'score' || query.queryType === 'band' ? answerSeries(query, window, nowMs) : fromGolden(query)
    ),
  };
}

const goldenRefIds: Partial<Record<VigilQuery['queryType'], string>> = { anomalies: 'C', incidents: 'D', health: 'E' };

function fromGolden({ refId, queryType }: VigilQuery): QueryResult {
  const { results } = readGolden<QueryResponse>('query-response.all-types');
  const found = results.find((result) => result.refId === goldenRefIds[queryType]);
  if (found === undefined) {
    throw new Error(`The golden has no answer for ${queryType}.`);
  }
  return { ...found, refId };
}
