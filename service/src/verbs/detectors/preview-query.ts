import type { PreviewRequest, QueryPreview } from '@vigil/contract';
import { ServiceError } from '../../errors.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';
import type { InstantSample } from '../../telemetry/telemetry.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';

const maxSamples = 5;
const maxLabelNames = 8;

type Needed = Pick<DetectionContext, 'telemetry' | 'clock'>;

/** Tries a query. What is wrong with it is part of the answer; throws when the metrics source cannot be asked. */
export async function previewQuery({ telemetry, clock }: Needed, request: PreviewRequest): Promise<QueryPreview> {
  if (telemetry.metrics === null) {
    throw noMetricsSource();
  }
  try {
    const samples = await telemetry.metrics.queryInstant(request.query, clock.now().getTime());
    return describe(samples, request.serviceLabel);
  } catch (error) {
    if (error instanceof TelemetryError && (error.code === 'bad-query' || error.code === 'unexpected-shape')) {
      const message = `cannot be run as PromQL that gives series: ${error.message}`;
      return { seriesCount: 0, serviceCount: 0, samples: [], problem: { code: 'syntax', message } };
    }
    throw error;
  }
}

/** Refuses a query that no detector could work with; `acceptUntried` lets one pass that finds nothing now or cannot be tried. */
export async function checkQuery(context: Needed, request: PreviewRequest, acceptUntried: boolean): Promise<void> {
  const preview = await previewQuery(context, request).catch((error: unknown) => {
    if (acceptUntried) {
      return null;
    }
    throw error;
  });
  const problem = preview?.problem ?? null;
  if (problem !== null && !(acceptUntried && problem.code === 'empty')) {
    const field = problem.code === 'no-service' ? 'serviceLabel' : 'query';
    throw new ServiceError('invalid-request', `the field ${field} ${problem.message}`, {
      errors: [{ field, message: problem.message }],
    });
  }
}

function describe(found: readonly InstantSample[], serviceLabel: string): QueryPreview {
  const named = found.filter(({ labels }) => (labels[serviceLabel] ?? '') !== '');
  return {
    seriesCount: found.length,
    serviceCount: new Set(named.map(({ labels }) => labels[serviceLabel])).size,
    samples: (named.length > 0 ? named : found)
      .slice(0, maxSamples)
      .map(({ labels, value }) => ({ labels, value: Number.isFinite(value) ? value : null })),
    problem: problemOf(found, named.length, serviceLabel),
  };
}

function problemOf(found: readonly InstantSample[], namedCount: number, serviceLabel: string): QueryPreview['problem'] {
  if (found.length === 0) {
    const message = 'finds no series now: check the names of metric and labels, or save it all the same';
    return { code: 'empty', message };
  }
  if (namedCount > 0) {
    return null;
  }
  const present = [...new Set(found.flatMap(({ labels }) => Object.keys(labels)))]
    .filter((name) => name !== '__name__')
    .slice(0, maxLabelNames);
  const others = present.length === 0 ? 'no labels at all' : present.join(', ');
  const message = `is on none of the series, which have ${others}: keep it with \`by (${serviceLabel})\`, or name another label`;
  return { code: 'no-service', message };
}
