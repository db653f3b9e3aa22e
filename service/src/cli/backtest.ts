import { writeFile } from 'node:fs/promises';
import { detectorDefinition } from '@vigil/contract';
import type { BacktestResult, DetectorDefinition } from '@vigil/contract';
import { z } from 'zod';
import { runBacktest } from '../detection/backtest/run-backtest.ts';
import { createTelemetry } from '../telemetry/create-telemetry.ts';
import type { MetricsSource, TimeRange } from '../telemetry/telemetry.ts';
import { backtestTable } from './backtest-table.ts';
import { UsageError, type Command } from './command.ts';
import { readFlags } from './read-flags.ts';

const dayMs = 86_400_000;
const defaultDays = 14;
const maxDays = 30;
const settings = {
  retrainHours: 24,
  rateWindowSeconds: 120,
  unobservableAfterSeconds: 900,
  joinWindowSeconds: 900,
  maxSeries: 200,
};
const optional = ['from', 'to', 'step', 'sensitivity', 'label', 'kind', 'out', 'json'] as const;
type Flags = Partial<Record<(typeof optional)[number], string>>;

export const backtest: Command = {
  summary: 'replay history: what would have been found?',
  usage: [
    '--prometheus URL   anything that answers PromQL; VM_TOKEN is sent as Bearer token',
    '--query PROMQL     one series per service',
    '--from, --to TIME  ISO 8601, up to 30 days apart; the last 14 days unless given. Training data lies before',
    '--step SECONDS     finest step to replay (60)',
    '--sensitivity N    2 alarms at about half the deviation, 0.5 at twice (1)',
    '--label NAME       the label that names the service (service)',
    '--kind KIND        what the metric is, which decides what a missing value means (custom)',
    '--out FILE         JSON file to write as well',
    '--json             print JSON instead of the table',
  ].join('\n'),
  async run(args) {
    const asJson = args.includes('--json');
    const flags = readFlags(
      args.filter((argument) => argument !== '--json'),
      ['prometheus', 'query'],
      optional
    );
    const detector = detectorOf(flags.query, flags);
    const result = await replay(metricsAt(flags.prometheus), detector, rangeOf(flags));
    if (flags.out !== undefined) {
      await writeFile(flags.out, `${JSON.stringify(result, null, 2)}\n`);
    }
    return asJson ? JSON.stringify(result, null, 2) : backtestTable(result, detector.options.sensitivity);
  },
};

/** The command line knows of no incidents, so every fire is one to judge for oneself. */
function replay(metrics: MetricsSource, detector: DetectorDefinition, range: TimeRange): Promise<BacktestResult> {
  return runBacktest({
    metrics,
    detector,
    range,
    settings,
    incidentsOf: () => Promise.resolve([]),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

function metricsAt(url: string): MetricsSource {
  const token = process.env.VM_TOKEN;
  const isAddress = /^https?:$/.test(URL.parse(url)?.protocol ?? '');
  const { metrics } = createTelemetry(isAddress ? { prometheus: { url, ...(token ? { token } : {}) } } : {});
  if (metrics === null) {
    throw new UsageError('--prometheus must be an address like http://prometheus:9090');
  }
  return metrics;
}

function detectorOf(query: string, { step, sensitivity, label, kind }: Flags): DetectorDefinition {
  const parsed = detectorDefinition.safeParse({
    id: 'backtest',
    title: query,
    kind: kind ?? 'custom',
    query,
    serviceLabel: label,
    stepSeconds: Number(step ?? 60),
    options: { sensitivity: Number(sensitivity ?? 1) },
  });
  if (!parsed.success) {
    throw new UsageError(z.prettifyError(parsed.error));
  }
  return parsed.data;
}

function rangeOf({ from, to }: Flags): TimeRange {
  const toMs = to === undefined ? Date.now() : Date.parse(to);
  const fromMs = from === undefined ? toMs - defaultDays * dayMs : Date.parse(from);
  if (!(fromMs < toMs)) {
    throw new UsageError('--from and --to must be times like 2026-03-01T00:00:00Z, the first before the second');
  }
  if (toMs - fromMs > maxDays * dayMs) {
    throw new UsageError(`--from and --to are more than ${maxDays} days apart: choose a shorter range`);
  }
  return { fromMs, toMs };
}
