import type { DetectorDefinition, JointMovement } from '@vigil/contract';
import { listDetectorsOfService } from '../../storage/repositories/series-state.ts';
import { ofService } from '../../telemetry/of-service.ts';
import { isLogQuery } from '../../telemetry/series-source.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';
import type { MetricSeries, MetricsSource, TimeRange } from '../../telemetry/telemetry.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource, toServiceError } from '../telemetry-problem.ts';

/** One series of a service on a grid of rows; NaN where there is no sample. */
export interface ServiceMetric extends Omit<JointMovement['metrics'][number], 'share'> {
  values: Float64Array;
}

interface Grid {
  range: TimeRange;
  stepSeconds: number;
}

/** More would take longer than anybody waits. */
const mostMetrics = 40;

/**
 * Every series of metrics that is watched of one service. Each query is narrowed to the service, so that the source
 * answers with little. Metrics that cannot be read are left out and noted; throws when none can.
 */
export async function readServiceMetrics(
  { telemetry: { metrics }, database, catalog }: DetectionContext,
  service: string,
  grid: Grid
): Promise<{ metrics: ServiceMetric[]; note: string | null }> {
  if (metrics === null) {
    throw noMetricsSource();
  }
  const watched = new Set(await listDetectorsOfService(database, service));
  const detectors = catalog.all().filter(({ id, query }) => watched.has(id) && !isLogQuery(query));
  const answers = await Promise.allSettled(detectors.map((detector) => read(metrics, detector, service, grid)));
  const failed = answers.filter(({ status }) => status === 'rejected');
  const [failure] = failed;
  if (
    failure?.status === 'rejected' &&
    (failed.length === detectors.length || !(failure.reason instanceof TelemetryError))
  ) {
    throw toServiceError(failure.reason);
  }
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  return { metrics: found.slice(0, mostMetrics), note: noteOf(failed.length, found.length) };
}

async function read(
  source: MetricsSource,
  detector: DetectorDefinition,
  service: string,
  { range, stepSeconds }: Grid
): Promise<ServiceMetric[]> {
  const { id: detectorId, title, kind, query, serviceLabel } = detector;
  const narrowed = ofService(query, serviceLabel, service);
  const series = await source.queryRange(narrowed, range, stepSeconds);
  return series
    .filter(({ labels }) => labels[serviceLabel] === service)
    .map((each) => ({ detectorId, title, kind, query, labels: each.labels, values: onRows(each, range, stepSeconds) }));
}

function onRows(
  { timestampsMs, values }: MetricSeries,
  { fromMs, toMs }: TimeRange,
  stepSeconds: number
): Float64Array {
  const stepMs = stepSeconds * 1000;
  const rows = new Float64Array(Math.round((toMs - fromMs) / stepMs) + 1).fill(Number.NaN);
  timestampsMs.forEach((timestampMs, index) => {
    const row = Math.round((timestampMs - fromMs) / stepMs);
    if (row >= 0 && row < rows.length) {
      rows[row] = values[index]!;
    }
  });
  return rows;
}

function noteOf(failed: number, found: number): string | null {
  const notes = [
    failed > 0 ? `${failed} metrics could not be read.` : '',
    found > mostMetrics ? `Only the first ${mostMetrics} of ${found} series are compared.` : '',
  ].filter(Boolean);
  return notes.length > 0 ? notes.join(' ') : null;
}
