import type { JointMovement } from '@vigil/contract';
import { explainMultivariate, learnMultivariate, MultivariateScorer } from '../../detectors/multivariate/index.ts';
import { ServiceError } from '../../errors.ts';
import type { TimeRange } from '../../telemetry/telemetry.ts';
import type { DetectionContext } from '../detection-context.ts';
import { readServiceMetrics, type ServiceMetric } from './read-service-metrics.ts';

const stepSeconds = 60;
const stepMs = stepSeconds * 1000;
/** What a service usually does is learned from the day before. */
const learnedMs = 86_400_000;
const longestRangeMs = 6 * 3_600_000;
const fewestMetrics = 2;
const fewestRows = 60;
/** The peak is explained with the minutes that led to it. */
const rowsOfPeak = 5;

export interface JointRequest {
  service: string;
  range: TimeRange;
}

/**
 * How far the metrics of one service, taken together, were from what they did together the day before, and which of them
 * moved. Throws `invalid-request` for a range that is empty or longer than six hours.
 */
export async function readJointMovement(context: DetectionContext, request: JointRequest): Promise<JointMovement> {
  const range = onGrid(request.range);
  const learned = { fromMs: range.fromMs - learnedMs, toMs: range.fromMs - stepMs };
  const { metrics, note } = await readServiceMetrics(context, request.service, {
    range: { fromMs: learned.fromMs, toMs: range.toMs },
    stepSeconds,
  });
  const normalRows = learnedMs / stepMs;
  const usable = metrics.filter(({ values }) => knownRows(values.subarray(0, normalRows)) >= fewestRows);
  const base = {
    service: request.service,
    stepSeconds,
    learnedFrom: new Date(learned.fromMs).toISOString(),
    learnedTo: new Date(learned.toMs).toISOString(),
  };
  if (usable.length < fewestMetrics) {
    const lack = `Fewer than ${fewestMetrics} metrics of ${request.service} have an hour of samples in the day before.`;
    return { ...base, timestampsMs: [], scores: [], peakAt: null, peakScore: null, metrics: [], note: lack };
  }
  return { ...base, ...judge(usable, normalRows, range.fromMs), note };
}

/** Learns from the first rows and judges those after them. */
function judge(
  metrics: readonly ServiceMetric[],
  normalRows: number,
  fromMs: number
): Pick<JointMovement, 'timestampsMs' | 'scores' | 'peakAt' | 'peakScore' | 'metrics'> {
  const columns = metrics.map(({ values }) => values);
  const history = columns.map((column) => column.subarray(0, normalRows));
  const model = learnMultivariate(history, { stepMs, normalRows });
  const scorer = new MultivariateScorer(model);
  const rows = columns[0]!.length;
  const scores: number[] = [];
  for (let row = Math.max(0, normalRows - rowsOfPeak); row < rows; row++) {
    const score = scorer.score(
      columns.map((column) => column[row]!),
      row
    );
    if (row >= normalRows) {
      scores.push(score);
    }
  }
  const peak = scores.indexOf(Math.max(...scores));
  const peakRow = normalRows + peak;
  return {
    timestampsMs: scores.map((_, index) => fromMs + index * stepMs),
    scores,
    peakAt: new Date(fromMs + peak * stepMs).toISOString(),
    peakScore: scores[peak] ?? null,
    metrics: explainMultivariate(model, columns, peakRow - rowsOfPeak + 1, peakRow).map(({ column, share }) => {
      const { values: _values, ...metric } = metrics[column]!;
      return { ...metric, share };
    }),
  };
}

function knownRows(values: Float64Array): number {
  return values.reduce((count, value) => count + (Number.isFinite(value) ? 1 : 0), 0);
}

function onGrid({ fromMs, toMs }: TimeRange): TimeRange {
  const range = { fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.floor(toMs / stepMs) * stepMs };
  if (range.toMs < range.fromMs || range.toMs - range.fromMs > longestRangeMs) {
    throw new ServiceError('invalid-request', 'The range must not be empty, and not longer than six hours.', {
      errors: [{ field: 'to', message: 'must be after `from`, by six hours at most' }],
    });
  }
  return range;
}
