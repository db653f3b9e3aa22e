import { createTemplateMiner } from '../../templates/index.ts';
import type { RecordedIncident, RecordedLine } from './recorded-incident.ts';
import type { SpanNode } from './span-forest.ts';

/** Loops write as many lines as there is work. */
const MANY_LINES = 5;

/** Gives what a span did: what it called and which kinds of log lines it wrote. */
export type ContentOf = (node: SpanNode) => ReadonlySet<string>;

export interface MinedLines {
  /** The template of each line, for the lines of the normal recording and then those observed. */
  readonly templates: ReadonlyMap<RecordedLine, string>;
  readonly contentOf: ContentOf;
}

/** Reads from the lines of all services which templates they have, and which of them a span has written. */
export function mineContent({ normal, observed }: RecordedIncident): MinedLines {
  const lines = [...normal.lines, ...observed.lines];
  const miner = createTemplateMiner();
  const found = lines.map((line) => miner.add(withoutIds(line)).templateId);
  miner.consolidate();
  const texts = new Map(miner.templates().map(({ id, text }) => [id, text]));
  const templates = new Map(lines.map((line, place) => [line, texts.get(miner.resolve(found[place]!)) ?? '']));
  const bySpan = new Map<string, string[]>();
  for (const [line, template] of templates) {
    const written = bySpan.get(line.spanId) ?? [];
    written.push(template);
    bySpan.set(line.spanId, written);
  }
  return { templates, contentOf: (node) => contentOf(node, bySpan) };
}

/** Identifiers of this trace say nothing about the kind of line. */
function withoutIds({ text, traceId, spanId }: RecordedLine): string {
  return [traceId, spanId].filter(Boolean).reduce((rest, id) => rest.replaceAll(id, ''), text);
}

function contentOf(node: SpanNode, bySpan: ReadonlyMap<string, readonly string[]>): Set<string> {
  const inside = node.children.filter(({ span }) => span.service === node.span.service);
  const written = bySpan.get(node.span.spanId) ?? [];
  return new Set([...written, countOf(written), ...inside.map((child) => callOf(child))]);
}

/** Lines whose values make many templates still are as many as ever. */
function countOf(written: readonly string[]): string {
  return `${Math.min(written.length, MANY_LINES)} log lines`;
}

/** A client's span is told by what it calls: its own operation is often the protocol's. */
function callOf({ span, children }: SpanNode): string {
  const called = children.find((child) => child.span.service !== span.service)?.span;
  return called ? `call of ${called.service} ${called.operation}` : `call of ${span.operation}`;
}
