import type { AnomalyRateGroup, VigilQuery } from '@vigil/contract';
import { readAnomalyRate } from '../anomalies/read-anomaly-rate.ts';
import type { DetectionContext } from '../detection-context.ts';
import { chosenValues, matchesChosen } from './chosen-values.ts';
import type { QueryAnswer, QueryScope } from './run-queries.ts';

const maxServices = 200;
const maxBuckets = 500;

/** The share of series that was anomalous over time: of the fleet, or of each chosen service. */
export async function queryAnomalyRate(
  context: DetectionContext,
  { service }: VigilQuery,
  { range, maxDataPoints }: QueryScope
): Promise<QueryAnswer> {
  const chosen = chosenValues(service);
  const isFleet = chosen.length === 0;
  const { fleet, groups, timestampsMs } = await readAnomalyRate(context, {
    from: new Date(range.fromMs),
    to: new Date(range.toMs),
    by: 'service',
    service: chosen.length === 1 ? chosen[0] : undefined,
    buckets: Math.min(maxDataPoints, maxBuckets),
    limit: isFleet ? 0 : maxServices,
  });
  const shown = isFleet ? [fleet] : groups.filter((group) => matchesChosen(service, group.service));
  return { series: shown.map((group) => toSeries(group, timestampsMs)), notice: null };
}

function toSeries({ service, shares }: AnomalyRateGroup, timestampsMs: number[]) {
  const labels: Record<string, string> = service === '' ? {} : { service };
  return { name: 'anomaly-rate', labels, unit: 'ratio', timestampsMs, values: shares };
}
