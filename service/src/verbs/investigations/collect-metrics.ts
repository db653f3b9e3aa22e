import type { DetectorDefinition, Evidence } from '@vigil/contract';
import { formatValue } from '../../detection/format-value.ts';
import type { ScoredColumns } from '../../detection/score-range.ts';
import type { Indicator } from '../../root-cause/index.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import { finding } from './finding.ts';
import type { InvestigationContext } from './investigation-context.ts';
import type { InvestigationScope } from './investigation-scope.ts';

export interface MetricsEvidence {
  indicators: Indicator[];
  evidence: Evidence[];
  /** What could not be scored, by detector. */
  problems: string[];
}

/** One point over the boundary may be noise; a deviation lasts longer. */
const deviatingPoints = 2;

/** Scores every watched series of the services over the window; what deviates becomes an indicator. */
export async function collectMetrics(
  context: InvestigationContext,
  scope: InvestigationScope
): Promise<MetricsEvidence> {
  const { scoreRange, catalog, config } = context;
  if (scoreRange === null) {
    throw noMetricsSource();
  }
  const anomalies = await anomaliesInWindow(context, scope);
  const detectors = catalog.all();
  const collected = await Promise.allSettled(
    detectors.map(async (detector) => {
      const { series, stepSeconds } = await scoreRange(detector, scope.window, config.investigation.maxMetricsPoints);
      const isCoarse = stepSeconds > detector.stepSeconds;
      const truncated = isCoarse
        ? `One point every ${stepSeconds} s instead of every ${detector.stepSeconds} s (MAX_METRICS_POINTS).`
        : null;
      return series
        .filter(({ service }) => scope.services.includes(service))
        .map((columns) => examine(detector, columns, scope, anomalies.get(columns.seriesKey), truncated));
    })
  );
  const failures = collected.flatMap((result, index) =>
    result.status === 'rejected' ? [{ id: detectors[index]?.id ?? '', reason: result.reason as unknown }] : []
  );
  if (failures.length > 0 && failures.length === detectors.length) {
    throw failures[0]?.reason;
  }
  const examined = collected.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  return {
    indicators: examined.flatMap(({ indicator }) => indicator ?? []),
    evidence: examined
      .map(({ evidence }) => evidence)
      .sort((first, second) => Number(second.interesting) - Number(first.interesting)),
    problems: failures.map(({ id, reason }) => `${id}: ${reason instanceof Error ? reason.message : String(reason)}`),
  };
}

interface Examined {
  indicator: Indicator | null;
  evidence: Evidence;
}

function examine(
  detector: DetectorDefinition,
  columns: ScoredColumns,
  scope: InvestigationScope,
  anomaly: AnomalyRow | undefined,
  truncated: string | null
): Examined {
  const indicator = anomaly === undefined ? deviation(detector, columns, scope) : fromAnomaly(anomaly);
  const { service, seriesKey } = columns;
  const last = columns.values.findLast((value) => value !== null) ?? null;
  const text = last === null ? 'has no value' : `is ${formatValue(last, detector.unit)}, as usual`;
  const title = `${detector.title} of ${service}`;
  return {
    indicator,
    evidence: finding(
      {
        id: `metrics-${seriesKey}`,
        source: 'metrics',
        service,
        title,
        finding: indicator === null ? text : describe(indicator, detector.unit),
        query: detector.query,
      },
      scope.window,
      { interesting: indicator !== null, truncated }
    ),
  };
}

/** A deviation that is no anomaly yet, because it has not lasted long enough. */
function deviation(
  detector: DetectorDefinition,
  columns: ScoredColumns,
  { period }: InvestigationScope
): Indicator | null {
  const indexes = columns.timestampsMs.flatMap((timestampMs, index) =>
    timestampMs >= period.fromMs && (columns.scores[index] ?? 0) >= 1 ? [index] : []
  );
  const [first] = indexes;
  if (first === undefined || indexes.length < deviatingPoints) {
    return null;
  }
  const peak = indexes.reduce((best, index) =>
    (columns.scores[index] ?? 0) > (columns.scores[best] ?? 0) ? index : best
  );
  const value = columns.values[peak] ?? null;
  const expected = columns.expected[peak] ?? null;
  return {
    service: columns.service,
    kind: detector.kind,
    title: detector.title,
    score: columns.scores[peak] ?? 0,
    direction: directionOf(value, expected),
    onsetMs: columns.timestampsMs[first] ?? period.fromMs,
    value,
    expected,
  };
}

function fromAnomaly(anomaly: AnomalyRow): Indicator {
  return {
    service: anomaly.service,
    kind: anomaly.kind,
    title: anomaly.detectorTitle,
    score: anomaly.peakScore,
    direction: directionOf(anomaly.value, anomaly.expected),
    onsetMs: anomaly.onsetAt.getTime(),
    value: anomaly.value,
    expected: anomaly.expected,
    summary: anomaly.explanation.summary,
  };
}

function directionOf(value: number | null, expected: number | null): 'up' | 'down' {
  return value !== null && value > (expected ?? 0) ? 'up' : 'down';
}

function describe({ value, expected, direction, onsetMs, score, summary }: Indicator, unit: string): string {
  const numbers = [value, expected].map((number) => (number === null ? 'no value' : formatValue(number, unit)));
  const words = summary ?? `went ${direction} to ${numbers[0]}, ${numbers[1]} expected.`;
  return `${words} Since ${new Date(onsetMs).toISOString()}, score ${score.toFixed(1)}.`;
}

async function anomaliesInWindow(
  { database }: InvestigationContext,
  { services, period }: InvestigationScope
): Promise<Map<string, AnomalyRow>> {
  if (services.length === 0) {
    return new Map();
  }
  const rows = await database
    .selectFrom('anomalies')
    .selectAll()
    .where('service', 'in', [...services])
    .where('onsetAt', '<=', new Date(period.toMs))
    .where((row) => row.or([row('endedAt', 'is', null), row('endedAt', '>=', new Date(period.fromMs))]))
    .orderBy('peakScore')
    .execute();
  return new Map(rows.map((row) => [row.seriesKey, row]));
}
