import type { Evidence } from '@vigil/contract';
import { callEdges } from '../../detection/topology.ts';
import type { CallEdge, TraceEvidence } from '../../root-cause/index.ts';
import type { TimeRange, Trace, TracesSource } from '../../telemetry/telemetry.ts';
import { finding } from './finding.ts';
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
  const [before, during, failed] = await Promise.all([
    searchAll(source, services, scope.baseline, false),
    searchAll(source, services, scope.period, false),
    searchAll(source, services, scope.period, true),
  ]);
  const selfTimes = selfTimesByService(during);
  const baselineTimes = selfTimesByService(before);
  const failures = failed.flatMap((trace) => {
    const span = deepestFailure(trace);
    return span === null ? [] : [{ trace, span }];
  });
  const analysed = services.map((service) => {
    const times = selfTimes.get(service) ?? [];
    const earlier = baselineTimes.get(service) ?? [];
    const origins = failures.filter(({ span }) => span.service === service);
    const trace: TraceEvidence = {
      service,
      spans: times.length,
      selfTimeMs: times.length === 0 ? 0 : quantile(times, typicalShare),
      baselineSelfTimeMs: earlier.length === 0 ? null : quantile(earlier, typicalShare),
      errorOrigins: origins.length,
    };
    return { trace, evidence: evidenceOf(trace, origins, failures.length, scope.period) };
  });
  return {
    traces: analysed.map(({ trace }) => trace),
    edges: callEdges(during),
    evidence: analysed.map(({ evidence }) => evidence),
  };
}

async function searchAll(
  source: TracesSource,
  services: readonly string[],
  range: TimeRange,
  onlyFailed: boolean
): Promise<Trace[]> {
  const found = await Promise.all(
    services.map((service) => source.search({ service, range, limit: tracesPerService, onlyFailed }))
  );
  return [...new Map(found.flat().map((trace) => [trace.traceId, trace])).values()];
}

function evidenceOf(
  { service, spans, selfTimeMs, baselineSelfTimeMs, errorOrigins }: TraceEvidence,
  origins: ReadonlyArray<{ trace: Trace; span: Trace['spans'][number] }>,
  failedTraces: number,
  period: TimeRange
): Evidence {
  const isSlow = baselineSelfTimeMs !== null && selfTimeMs > 2 * baselineSelfTimeMs && selfTimeMs > 10;
  const before = baselineSelfTimeMs === null ? '' : `, ${Math.round(baselineSelfTimeMs)} ms before`;
  const failures =
    errorOrigins === 0 ? '' : `; ${errorOrigins} of ${failedTraces} failed traces fail deepest in ${service}`;
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
