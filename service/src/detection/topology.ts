import { randomUUID } from 'node:crypto';
import type { Database } from '../storage/database.ts';
import { findCallGraph, saveCallGraph } from '../storage/repositories/call-graphs.ts';
import { holdLease } from '../storage/repositories/leases.ts';
import type { CallEdge, TimeRange, Trace, TracesSource } from '../telemetry/telemetry.ts';

/** Calls between services as the spans of traces show them. */
export function callEdges(traces: readonly Trace[]): CallEdge[] {
  const edges = new Map<string, CallEdge>();
  for (const { caller, callee, failed } of traces.flatMap(callsOf)) {
    const key = `${caller}\n${callee}`;
    const { calls, errors } = edges.get(key) ?? { calls: 0, errors: 0 };
    edges.set(key, { caller, callee, calls: calls + 1, errors: errors + (failed ? 1 : 0) });
  }
  return [...edges.values()];
}

function callsOf({ spans }: Trace): Array<{ caller: string; callee: string; failed: boolean }> {
  const serviceOf = new Map(spans.map(({ spanId, service }) => [spanId, service]));
  return spans.flatMap(({ parentSpanId, service, failed }) => {
    const caller = serviceOf.get(parentSpanId ?? '');
    return caller === undefined || caller === service ? [] : [{ caller, callee: service, failed }];
  });
}

/** The graph that the source keeps, with what sampled traces add to it: failures, and edges that it does not know. */
export function mergeEdges(kept: readonly CallEdge[], sampled: readonly CallEdge[]): CallEdge[] {
  const merged = new Map(kept.map((edge) => [`${edge.caller}\n${edge.callee}`, edge]));
  for (const edge of sampled) {
    const key = `${edge.caller}\n${edge.callee}`;
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined ? edge : { ...known, calls: Math.max(known.calls, edge.calls), errors: edge.errors }
    );
  }
  return [...merged.values()];
}

export interface Topology {
  current(): readonly CallEdge[];
  /** One replica reads the graph anew for all of them; what is known stays when that fails or finds nothing. */
  refresh(nowMs: number): Promise<void>;
}

export interface TopologyOptions {
  database: Database;
  /** Null where no source of traces is configured. */
  traces: TracesSource | null;
}

const lookBackMs = 3_600_000;
const sampledTracesPerService = 20;
const leaseName = 'call-graph';
/** Somewhat longer than the pause between two readings, so that the same replica goes on. */
const leaseSeconds = 360;

/** Who calls whom, kept for rules that must not wait for the trace backend. */
export function createTopology({ database, traces }: TopologyOptions): Topology {
  const holder = randomUUID();
  let edges: readonly CallEdge[] = [];
  const readFor = async (nowMs: number, source: TracesSource): Promise<void> => {
    const range = { fromMs: nowMs - lookBackMs, toMs: nowMs };
    const kept = await source.dependencies(range);
    const found = kept.length > 0 ? kept : callEdges(await sampleTraces(source, range));
    if (found.length > 0) {
      await saveCallGraph(database, found, new Date(nowMs));
    }
  };
  return {
    current: () => edges,
    async refresh(nowMs) {
      edges = await findCallGraph(database);
      if (traces !== null && (await holdLease(database, leaseName, holder, leaseSeconds))) {
        await readFor(nowMs, traces);
        edges = await findCallGraph(database);
      }
    },
  };
}

async function sampleTraces(traces: TracesSource, range: TimeRange): Promise<Trace[]> {
  const sampled: Trace[] = [];
  for (const service of await traces.services(range)) {
    sampled.push(...(await traces.search({ service, range, limit: sampledTracesPerService })));
  }
  return sampled;
}
