import type { Evidence } from '@vigil/contract';
import { callEdges } from '../../detection/topology.ts';
import type { CallEdge, TraceEvidence } from '../../root-cause/index.ts';
import type { TimeRange, Trace, TracesSource } from '../../telemetry/telemetry.ts';
import { finding } from './finding.ts';
import { seenMs } from './investigation-scope.ts';
import type { InvestigationScope } from './investigation-scope.ts';
import { deepestFailure, pathTo, quantile, selfTimesByService } from './trace-analysis.ts';

export interface TracesEvidence {
  traces: TraceEvidence[];
  edges: CallEdge[];
  evidence: Evidence[];
}

const tracesPerService = 20;
/** A fault that touches only some requests must still show. */
const typicalShare = 0.75;
const shownPaths = 3;

/** Reads traces through each service from before and during the trouble, and failed ones. */
export async function collectTraces(source: TracesSource, scope: InvestigationScope): Promise<TracesEvidence> {
  const known = new Set(await source.services(scope.window));
  const services = scope.services.filter((service) => known.has(service));
  const [before, during, failed, failedBefore] = await Promise.all([
    searchAll(source, services, scope.baseline, false),
    searchAll(source, services, scope.period, false),
    searchAll(source, services, scope.period, true),
    searchAll(source, services, scope.baseline, true),
  ]);
  const allDuring = distinct(during);
  const selfTimes = selfTimesByService(allDuring);
  const baselineTimes = selfTimesByService(distinct(before));
  const failures = originsOf(distinct(failed));
  const firstMs = oldestOf([...distinct(before), ...distinct(failedBefore)]) ?? scope.baseline.toMs;
  const analysed = services.map((service) => {
    const times = selfTimes.get(service) ?? [];
    const earlier = baselineTimes.get(service) ?? [];
    const searches = { failed: failed.get(service) ?? [], failedBefore: failedBefore.get(service) ?? [] };
    const origins = originsIn(service, searches.failed);
    const usual = originsIn(service, searches.failedBefore).length * failureScale(scope, firstMs, searches);
    const trace: TraceEvidence = {
      service,
      spans: times.length,
      selfTimeMs: times.length === 0 ? 0 : quantile(times, typicalShare),
      baselineSelfTimeMs: earlier.length === 0 ? null : quantile(earlier, typicalShare),
      errorOrigins: Math.max(0, Math.round(origins.length - usual)),
    };
    return { trace, evidence: evidenceOf(trace, origins, failures.length, scope.period) };
  });
  return {
    traces: analysed.map(({ trace }) => trace),
    edges: callEdges(allDuring),
    evidence: analysed.map(({ evidence }) => evidence),
  };
}

interface FailureOrigin {
  trace: Trace;
  span: Trace['spans'][number];
}

function originsOf(traces: readonly Trace[]): FailureOrigin[] {
  return traces.flatMap((trace) => {
    const span = deepestFailure(trace);
    return span === null ? [] : [{ trace, span }];
  });
}

function originsIn(service: string, traces: readonly Trace[]): FailureOrigin[] {
  return originsOf(traces).filter(({ span }) => span.service === service);
}

/** How many failures of the period one failure of the baseline stands for, by the time in which each was looked for. */
function failureScale(
  { period, baseline }: InvestigationScope,
  firstMs: number,
  { failed, failedBefore }: { failed: readonly Trace[]; failedBefore: readonly Trace[] }
): number {
  return seenMs(period, firstMs, cutAt(failed)) / seenMs(baseline, firstMs, cutAt(failedBefore));
}

/** Where the limit of one search cut off older traces. */
function cutAt(traces: readonly Trace[]): number | null {
  return traces.length >= tracesPerService ? oldestOf(traces) : null;
}

function oldestOf(traces: readonly Trace[]): number | null {
  const starts = traces.flatMap(({ spans }) => spans.map(({ startMs }) => startMs));
  return starts.length === 0 ? null : starts.reduce((first, second) => Math.min(first, second));
}

async function searchAll(
  source: TracesSource,
  services: readonly string[],
  range: TimeRange,
  onlyFailed: boolean
): Promise<Map<string, Trace[]>> {
  const found = services.map(
    async (service) => [service, await source.search({ service, range, limit: tracesPerService, onlyFailed })] as const
  );
  return new Map(await Promise.all(found));
}

/** The traces of all searches, each once. */
function distinct(searches: ReadonlyMap<string, readonly Trace[]>): Trace[] {
  return [...new Map([...searches.values()].flat().map((trace) => [trace.traceId, trace])).values()];
}

function evidenceOf(
  { service, spans, selfTimeMs, baselineSelfTimeMs, errorOrigins }: TraceEvidence,
  origins: readonly FailureOrigin[],
  failedTraces: number,
  period: TimeRange
): Evidence {
  const isSlow = baselineSelfTimeMs !== null && selfTimeMs > 2 * baselineSelfTimeMs && selfTimeMs > 10;
  const before = baselineSelfTimeMs === null ? '' : `, ${Math.round(baselineSelfTimeMs)} ms before`;
  const failures =
    errorOrigins === 0
      ? ''
      : `; ${errorOrigins} more than usual of ${failedTraces} failed traces fail deepest in ${service}`;
  const isFailing = errorOrigins > 0;
  return finding(
    {
      id: `traces-${service}`,
      source: 'traces',
      service,
      title: `Traces through ${service}`,
      finding: `three of four of its ${spans} spans take ${Math.round(selfTimeMs)} ms themselves or less${before}${failures}`,
      query: `{ resource.service.name = ${JSON.stringify(service)}${isFailing ? ' && status = error' : ''} }`,
    },
    period,
    {
      interesting: isSlow || isFailing,
      truncated: `At most ${tracesPerService} traces were read per search.`,
      samples: [...new Set(origins.map(({ trace, span }) => pathTo(span, trace)))].slice(0, shownPaths),
      traceId: origins[0]?.trace.traceId ?? null,
    }
  );
}
