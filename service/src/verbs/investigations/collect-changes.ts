import type { Evidence } from '@vigil/contract';
import { versionChanges } from '../../detection/version-changes.ts';
import type { Change } from '../../root-cause/index.ts';
import type { LogsSource, MetricSeries, MetricsSource, TimeRange } from '../../telemetry/telemetry.ts';
import { finding } from './finding.ts';
import type { InvestigationScope } from './investigation-scope.ts';
import { findLogSelector } from './log-selector.ts';
import { countTemplates, messageOf } from './log-templates.ts';
import { anyOfNames } from '../../telemetry/name-matcher.ts';

export interface ChangesEvidence {
  changes: Change[];
  evidence: Evidence[];
}

const stepSeconds = 15;
const maxDeployLines = 200;
const deployWords = '(?i)\\\\b(deploy(ed|ing|ment)?|roll(ed|ing)?[ -]?out|rollback to|new (version|release))\\\\b';

/**
 * Versions that appeared in the window while the service ran another one before. A service is read by the first of the
 * labels that names it.
 */
export async function collectVersionChanges(
  metrics: MetricsSource,
  scope: InvestigationScope,
  serviceLabels: readonly string[]
): Promise<ChangesEvidence> {
  const byLabel = await Promise.all(serviceLabels.map((label) => readVersions(metrics, scope, label)));
  const byService = new Map(byLabel.toReversed().flatMap((versions) => [...versions]));
  const found = [...byService].flatMap(([service, { query, versions }]) =>
    versionChanges(versions).map((change) => ({ change: { ...change, service, kind: 'deploy' as const }, query }))
  );
  return {
    changes: found.map(({ change }) => change),
    evidence: found.map(({ change, query }) =>
      finding(
        {
          id: `changes-${change.service}-${change.atMs}`,
          source: 'changes',
          service: change.service,
          title: `New version of ${change.service}`,
          finding: `${change.description} at ${new Date(change.atMs).toISOString()}`,
          query,
        },
        scope.window,
        { interesting: true }
      )
    ),
  };
}

interface VersionsRead {
  query: string;
  versions: MetricSeries[];
}

async function readVersions(
  metrics: MetricsSource,
  { services, window }: InvestigationScope,
  label: string
): Promise<Map<string, VersionsRead>> {
  const query = `count by (${label}, version) ({__name__=~".*build_info",${label}=~${anyOfNames(services)},version!=""})`;
  const found = await metrics.queryRange(query, window, stepSeconds);
  const byService = Map.groupBy(found, ({ labels }) => labels[label] ?? '');
  return new Map([...byService].map(([service, versions]) => [service, { query, versions }]));
}

/** Log lines that speak of a deployment in words that the service did not use before. */
export async function collectDeployLines(logs: LogsSource, scope: InvestigationScope): Promise<ChangesEvidence> {
  const selector = await findLogSelector(logs, scope.services, scope.window);
  const collected = await Promise.all(
    scope.services.map(async (service) => {
      const stream = selector.selector(service);
      if (stream === null) {
        return { changes: [], evidence: [] };
      }
      const query = `${stream} |~ "${deployWords}"`;
      const during = await logs.queryRange(query, scope.window, maxDeployLines);
      const before = await logs.queryRange(query, rangeBefore(scope.window), maxDeployLines);
      const usual = new Set(before.lines.map(({ line }) => templateOf(line)));
      const unusual = during.lines.filter(({ line }) => !usual.has(templateOf(line)));
      // The beginning of what is cut is not known, and so many lines are no single deployment.
      return during.truncated || before.truncated
        ? { changes: [], evidence: [] }
        : deployEvidence(service, query, scope, unusual);
    })
  );
  return {
    changes: collected.flatMap(({ changes }) => changes),
    evidence: collected.flatMap(({ evidence }) => evidence),
  };
}

function rangeBefore({ fromMs, toMs }: TimeRange): TimeRange {
  return { fromMs: 2 * fromMs - toMs, toMs: fromMs };
}

function templateOf(line: string): string {
  return countTemplates([line])[0]?.template ?? '';
}

function deployEvidence(
  service: string,
  query: string,
  { window }: InvestigationScope,
  lines: ReadonlyArray<{ timestampMs: number; line: string }>
): ChangesEvidence {
  const [first] = lines;
  if (first === undefined) {
    return { changes: [], evidence: [] };
  }
  const message = messageOf(first.line);
  return {
    changes: [{ service, kind: 'deploy', atMs: first.timestampMs, description: `logged "${message.slice(0, 120)}"` }],
    evidence: [
      finding(
        {
          id: `changes-log-${service}`,
          source: 'changes',
          service,
          title: `Deployments in the log of ${service}`,
          finding: `${lines.length} lines speak of a deployment, the first at ${new Date(first.timestampMs).toISOString()}`,
          query,
        },
        window,
        {
          interesting: true,
          samples: lines.slice(0, 5).map(({ line }) => messageOf(line)),
        }
      ),
    ],
  };
}
