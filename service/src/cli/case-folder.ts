import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { RecordedIncident, Recording } from '../root-cause/recorded/recorded-incident.ts';
import { readLines, readMetrics, readSpans } from './case-tables.ts';
import { readText } from './read-text.ts';

const LIST = 'cases.json';
const CASE = 'case.json';
const MS = 1000;

const listSchema = z.union([z.array(z.string().min(1)), z.record(z.string(), z.unknown())]);
const graphSchema = z.object({ edges: z.array(z.tuple([z.string(), z.string()])) });
const file = z.string().min(1);
const caseSchema = z.object({
  step_s: z.number().positive(),
  abnormal_from: z.number(),
  services: z.array(z.string().min(1)).min(1),
  alert: z.object({ service: z.string(), metric: z.string().optional() }).optional(),
  metrics: file,
  metrics_normal: file,
  graph: file.optional(),
  traces: file.optional(),
  traces_normal: file.optional(),
  logs: file.optional(),
  logs_normal: file.optional(),
});

export interface RecordedCase {
  readonly name: string;
  readonly incident: RecordedIncident;
}

/**
 * Reads one recorded incident after the other from a folder of `cases.json` (their names) and, for each, a folder with
 * `case.json` and the files that it names, gzipped where the name says so.
 */
export async function* readCaseFolder(folder: string): AsyncGenerator<RecordedCase> {
  const list = listSchema.safeParse(JSON.parse(await readFile(path.join(folder, LIST), 'utf8')));
  if (!list.success) {
    throw new Error(`${LIST} must be a list of the cases' names`);
  }
  for (const name of Array.isArray(list.data) ? list.data : Object.keys(list.data)) {
    yield { name, incident: await readCase(path.join(folder, name), name) };
  }
}

async function readCase(folder: string, name: string): Promise<RecordedIncident> {
  const parsed = caseSchema.safeParse(JSON.parse(await readFile(path.join(folder, CASE), 'utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${name}/${CASE}: ${issue!.path.join('.')}: ${issue!.message}`);
  }
  const { data } = parsed;
  const read = <Table>(named: string | undefined, parse: (text: string) => Table, empty: Table) =>
    named === undefined ? Promise.resolve(empty) : readTable(folder, named, parse);
  const record = async (metrics: string, traces?: string, logs?: string): Promise<Recording> => ({
    metrics: await readTable(folder, metrics, readMetrics),
    spans: await read(traces, readSpans, []),
    lines: await read(logs, readLines, []),
  });
  return {
    services: data.services,
    stepMs: data.step_s * MS,
    abnormalFromMs: data.abnormal_from * MS,
    alert: data.alert ? { service: data.alert.service, metric: data.alert.metric ?? null } : null,
    calls: await read(data.graph, readGraph, []),
    normal: await record(data.metrics_normal, data.traces_normal, data.logs_normal),
    observed: await record(data.metrics, data.traces, data.logs),
  };
}

async function readTable<Table>(folder: string, named: string, parse: (text: string) => Table): Promise<Table> {
  const text = await readText(path.join(folder, named));
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${named}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function readGraph(text: string): Array<[string, string]> {
  const graph = graphSchema.safeParse(JSON.parse(text));
  if (!graph.success) {
    throw new Error('a call graph must have edges, each a caller and a callee');
  }
  return graph.data.edges;
}
