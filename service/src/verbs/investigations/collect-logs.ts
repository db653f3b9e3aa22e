import type { Evidence } from '@vigil/contract';
import type { LogDelta } from '../../root-cause/index.ts';
import type { LogLines, LogsSource, TimeRange } from '../../telemetry/telemetry.ts';
import { finding } from './finding.ts';
import { seenMs } from './investigation-scope.ts';
import type { InvestigationScope } from './investigation-scope.ts';
import { findLogSelector } from './log-selector.ts';
import { countTemplates } from './log-templates.ts';
import type { TemplateCount } from './log-templates.ts';

export interface LogsEvidence {
  deltas: LogDelta[];
  evidence: Evidence[];
}

/** What a single query may make the log store read. */
const maxVolumeBytes = 256 * 1024 * 1024;
const shownTemplates = 5;
/** With less log from before, nothing can be called more frequent than usual. */
const shortestComparisonMs = 30_000;
/** This much more often than before, and at least this often. */
const elevatedFactor = 2;
const elevatedCount = 3;

/** Reads the error and warning lines of each service and compares their templates with those from before. */
export async function collectLogs(
  logs: LogsSource,
  scope: InvestigationScope,
  maxLines: number
): Promise<LogsEvidence> {
  const span = { fromMs: scope.baseline.fromMs, toMs: scope.period.toMs };
  const selector = await findLogSelector(logs, scope.services, span);
  const collected = await Promise.all(
    scope.services.map(async (service) => {
      const stream = selector.selector(service);
      return stream === null ? null : compare(logs, service, stream, selector.troubleQuery(stream), scope, maxLines);
    })
  );
  const found = collected.filter((each) => each !== null);
  return { deltas: found.flatMap(({ deltas }) => deltas), evidence: found.map(({ evidence }) => evidence) };
}

async function compare(
  logs: LogsSource,
  service: string,
  stream: string,
  query: string,
  scope: InvestigationScope,
  maxLines: number
): Promise<{ deltas: LogDelta[]; evidence: Evidence }> {
  const period = await narrowed(logs, stream, scope.period);
  const baseline = await narrowed(logs, stream, scope.baseline);
  const first = await logs.oldest(stream, { fromMs: baseline.fromMs, toMs: period.toMs });
  const during = await logs.queryRange(query, period, maxLines);
  const before = await logs.queryRange(query, baseline, maxLines);
  const firstMs = first?.timestampMs ?? period.toMs;
  const scale = seenMs(period, firstMs, cutAt(during)) / seenMs(baseline, firstMs, cutAt(before));
  const isComparable = baseline.toMs - firstMs >= shortestComparisonMs;
  const baselineCounts = new Map(templates(before).map(({ template, count }) => [template, count]));
  const deltas = templates(during).map(({ template, count, sample }) => {
    const baselineCount = Math.round((baselineCounts.get(template) ?? 0) * scale);
    return { service, template, count, baselineCount, sample };
  });
  const elevated = isComparable ? deltas.filter(isElevated) : [];
  return {
    deltas: elevated.map(({ sample: _sample, ...delta }) => delta),
    evidence: finding(
      {
        id: `logs-${service}`,
        source: 'logs',
        service,
        title: `Errors and warnings of ${service}`,
        finding: describe(during.lines.length, elevated, isComparable),
        query,
      },
      period,
      {
        interesting: elevated.length > 0,
        truncated: truncation(during, period, scope.period, maxLines),
        samples: elevated.slice(0, shownTemplates).map(({ sample }) => sample),
      }
    ),
  };
}

/** Where a limit cut off older lines. */
function cutAt({ lines, truncated }: LogLines): number | null {
  return truncated ? (lines[0]?.timestampMs ?? null) : null;
}

function templates({ lines }: LogLines): TemplateCount[] {
  return countTemplates(lines.map(({ line }) => line));
}

function isElevated({ count, baselineCount }: { count: number; baselineCount: number }): boolean {
  return count >= elevatedCount && count >= elevatedFactor * baselineCount;
}

function describe(total: number, elevated: readonly LogDelta[], isComparable: boolean): string {
  const [first] = elevated;
  if (!isComparable) {
    return `${total} lines; its log began too short a time ago to say what is usual`;
  }
  if (first === undefined) {
    return total === 0 ? 'no error or warning' : `${total} lines, none more frequent than before`;
  }
  const others = elevated.length > 1 ? `; ${elevated.length - 1} more templates are elevated` : '';
  return `${first.count} times "${first.template}", ${first.baselineCount} times in a window of the same length before${others}`;
}

function truncation({ truncated }: LogLines, read: TimeRange, wanted: TimeRange, maxLines: number): string | null {
  const reasons = [
    truncated ? `Only the newest ${maxLines} lines were read (MAX_LOG_LINES).` : '',
    read.fromMs > wanted.fromMs
      ? `Only from ${new Date(read.fromMs).toISOString()} on: more than ${maxVolumeBytes} bytes would have been read.`
      : '',
  ].filter((reason) => reason !== '');
  return reasons.length === 0 ? null : reasons.join(' ');
}

/** The newest part of the range that does not make the store read too much. */
async function narrowed(logs: LogsSource, stream: string, range: TimeRange): Promise<TimeRange> {
  const bytes = await logs.volumeBytes(stream, range);
  const share = bytes <= maxVolumeBytes ? 1 : maxVolumeBytes / bytes;
  return { fromMs: range.toMs - Math.floor((range.toMs - range.fromMs) * share), toMs: range.toMs };
}
