import { median, quantile } from '../../detectors/robust-statistics.ts';
import { parseColumn, roleOf } from './metric-name.ts';
import type { Recording, RecordedIncident } from './recorded-incident.ts';

const MIN_CALM_ROWS = 2;
/** A row is calm, or hot, when the alerting service deviates by less, or more, than this share of its largest deviation. */
const CALM_SHARE = 0.25;
const HOT_SHARE = 0.1;
const RARE = 0.99;
/** The finest change that counts: of a level, and of a share of requests. */
const FINEST_LEVEL_SHARE = 0.05;
const FINEST_FAILED_SHARE = 0.005;

/** Which rows of the recording show the alert. Calm ones may show it faintly; then the normal recording is no better. */
export interface AlertRows {
  readonly service: string;
  readonly metric: string;
  readonly calm: readonly number[];
  readonly hot: readonly number[];
}

interface Excess {
  /** For each row: additional time of all requests, or additional failed requests; at least 0. */
  readonly amount: Float64Array;
  /** The same for one request, in units of what is rare normally. */
  readonly deviation: Float64Array;
}

/** The rows in which the alerting service deviates; null when the alert names no metric of a service that is recorded. */
export function rowsOfAlert(incident: RecordedIncident): AlertRows | null {
  const { service, metric } = incident.alert ?? {};
  const badness = service && metric ? badnessOf(service, metric, incident.observed) : null;
  if (!service || !metric || !badness) {
    return null;
  }
  const usual = samplesOf(badnessOf(service, metric, incident.normal));
  const level = Math.min(usual.length > 0 ? median(usual) : Infinity, ...samplesOf(badness));
  const deviations = Array.from(badness, (value) => (Number.isNaN(value) ? 0 : value - level));
  const largest = Math.max(...deviations);
  const rowsWhere = (holds: (share: number) => boolean) =>
    [...deviations.keys()].filter((row) => largest > 0 && holds(deviations[row]! / largest));
  return {
    service,
    metric,
    calm: rowsWhere((share) => share <= CALM_SHARE),
    hot: rowsWhere((share) => share >= HOT_SHARE),
  };
}

/**
 * What a service suffered in each row, measured by the metric of the alert, against calm rows of the same recording: many
 * systems are never quite as they were days before.
 */
export function excessOf(service: string, { normal, observed }: RecordedIncident, { metric, calm }: AlertRows): Excess {
  const rows = observed.metrics.timesMs.length;
  const badness = badnessOf(service, metric, observed);
  const usual = samplesOf(badnessOf(service, metric, normal));
  const calmValues = badness ? calm.map((row) => badness[row]!).filter((value) => !Number.isNaN(value)) : [];
  const level = calmValues.length >= MIN_CALM_ROWS || usual.length === 0 ? median(calmValues) : median(usual);
  if (!badness || Number.isNaN(level)) {
    return { amount: new Float64Array(rows), deviation: new Float64Array(rows) };
  }
  const finest = roleOf(metric) === 'availability' ? FINEST_FAILED_SHARE : FINEST_LEVEL_SHARE * level;
  const spread = Math.max(usual.length > 0 ? quantile(usual, RARE) - median(usual) : 0, finest, Number.EPSILON);
  const requests = requestsOf(service, observed);
  const extra = badness.map((value) => (Number.isNaN(value) ? 0 : Math.max(value - level, 0)));
  return {
    amount: extra.map((value, row) => value * (requests ? requests[row] || 0 : 1)),
    deviation: extra.map((value) => value / spread),
  };
}

/** The metric so that more is worse: an availability in percent as the share that failed. */
function badnessOf(service: string, metric: string, { metrics }: Recording): Float64Array | null {
  const column = metrics.columns.get(`${service}|${metric}`);
  return column && roleOf(metric) === 'availability' ? column.map((value) => (100 - value) / 100) : (column ?? null);
}

function requestsOf(service: string, { metrics }: Recording): Float64Array | null {
  for (const [name, column] of metrics.columns) {
    const { subject, metric } = parseColumn(name);
    if (subject === service && roleOf(metric) === 'traffic') {
      return column;
    }
  }
  return null;
}

function samplesOf(column: Float64Array | null): Float64Array {
  return column?.filter((value) => !Number.isNaN(value)) ?? new Float64Array();
}
