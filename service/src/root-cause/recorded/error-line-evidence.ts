import { surprise } from './code-path-evidence.ts';
import { isErrorText } from './error-text.ts';
import { incidentStepMs } from './incident-window.ts';
import type { EvidenceSource, RecordedIncident, RecordedLine } from './recorded-incident.ts';

interface ErrorCount {
  readonly service: string;
  readonly template: string;
  usual: number;
  during: number;
}

/** Kinds of error lines that a service wrote more often than before, for equally many traces. */
export function errorLineSource(
  incident: RecordedIncident,
  templates: ReadonlyMap<RecordedLine, string>
): EvidenceSource {
  const stepMs = incidentStepMs(incident);
  const usual = [...incident.normal.lines, ...incident.observed.lines.filter(({ timeMs }) => timeMs < stepMs)];
  const during = incident.observed.lines.filter(({ timeMs }) => timeMs >= incident.abnormalFromMs);
  const share = countTraces(during) / Math.max(countTraces(usual), 1);
  const counts = new Map<string, ErrorCount>();
  for (const line of usual) {
    countError(counts, line, templates, 'usual');
  }
  for (const line of during) {
    countError(counts, line, templates, 'during');
  }
  const evidence = [...counts.values()].map(({ service, template, usual: before, during: now }) => ({
    service,
    kind: 'code' as const,
    metric: template,
    strength: surprise(now, before * share),
    trust: 0.7,
  }));
  return { chance: 3, evidence };
}

function countError(
  counts: Map<string, ErrorCount>,
  line: RecordedLine,
  templates: ReadonlyMap<RecordedLine, string>,
  part: 'usual' | 'during'
): void {
  if (isErrorText(line.text)) {
    const template = templates.get(line) ?? '';
    const key = JSON.stringify([line.service, template]);
    const count = counts.get(key) ?? { service: line.service, template, usual: 0, during: 0 };
    count[part]++;
    counts.set(key, count);
  }
}

function countTraces(lines: readonly RecordedLine[]): number {
  return new Set(lines.map(({ traceId }) => traceId)).size;
}
