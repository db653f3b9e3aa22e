import type { Correlation, correlationRequest } from '@vigil/contract';
import type { z } from 'zod';
import { seriesKeyOf } from '../../detection/series-key.ts';
import { notFound } from '../../errors.ts';
import { findAnomaly } from '../../storage/repositories/anomalies.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import type { MetricsSource, TimeRange } from '../../telemetry/telemetry.ts';
import { detectorOf } from '../anomalies/detector-of.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import { chooseDetectors } from './choose-detectors.ts';
import { planComparison } from './plan-comparison.ts';
import type { ComparisonPlan } from './plan-comparison.ts';
import { rankSeries, toCorrelatedSeries } from './rank-series.ts';
import { readChosen } from './read-chosen.ts';
import type { ReadDetector } from './read-chosen.ts';
import { readGrids } from './read-grids.ts';

export type CorrelationContext = Pick<DetectionContext, 'database' | 'clock' | 'telemetry' | 'catalog'>;

const usualStepSeconds = 15;

/**
 * "What changed in this window?" Ranks the series that are watched of a service, or of everything, by how much they
 * changed against the time before, and says of each whether it came before or after the series of an anomaly.
 */
export async function correlate(
  context: CorrelationContext,
  request: z.output<typeof correlationRequest>
): Promise<Correlation> {
  const { metrics } = context.telemetry;
  if (metrics === null) {
    throw noMetricsSource();
  }
  const anomaly = await anomalyOf(context, request.anomalyId);
  const { chosen, notices } = await chooseDetectors(context, request);
  const asked = { fromMs: Date.parse(request.from), toMs: Date.parse(request.to) };
  const stepSeconds = Math.min(...chosen.map(({ detector }) => detector.stepSeconds), usualStepSeconds);
  const plan = planComparison(asked, stepSeconds, context.clock.now().getTime());
  const { read, notices: failures } = await readChosen(metrics, chosen, plan, request.service);
  const changed = await rankSeries(read, request.method);
  const reference = anomaly === null ? null : await readReference(context, metrics, anomaly, plan, read);
  return {
    window: rangeOf(plan.window),
    baseline: rangeOf(plan.baseline),
    stepSeconds: plan.stepSeconds,
    timestampsMs: [...plan.timestampsMs],
    items: changed.slice(0, request.limit).map((series) => toCorrelatedSeries(series, plan, reference)),
    changedCount: changed.length,
    comparedCount: read.reduce((total, { grids }) => total + grids.length, 0),
    notices: [...notices, ...failures],
  };
}

async function anomalyOf({ database }: CorrelationContext, id: string): Promise<AnomalyRow | null> {
  if (id === '') {
    return null;
  }
  const anomaly = await findAnomaly(database, id);
  if (anomaly === undefined) {
    throw notFound('anomaly', id);
  }
  return anomaly;
}

/** The series of the anomaly, which need not be among those that are compared. */
async function readReference(
  context: CorrelationContext,
  metrics: MetricsSource,
  anomaly: AnomalyRow,
  plan: ComparisonPlan,
  read: readonly ReadDetector[]
): Promise<Float64Array | null> {
  const detector = detectorOf(context, anomaly);
  const compared = read.find((each) => each.detector.id === detector.id && each.detector.query === detector.query);
  const find = (grids: ReadDetector['grids']): Float64Array | undefined =>
    grids.find(({ labels }) => seriesKeyOf(detector.id, labels) === anomaly.seriesKey)?.values;
  const alone = { service: anomaly.service, seriesCount: 1 };
  return find(compared?.grids ?? []) ?? find(await readGrids(metrics, detector, plan, alone)) ?? null;
}

function rangeOf({ fromMs, toMs }: TimeRange): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
