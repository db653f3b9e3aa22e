import type { LogsSource } from '../telemetry/telemetry.ts';

const lookBackMs = 3_600_000;
/** What Loki itself calls the service that lines come from. */
const lokisOwn = 'service_name';

/** The label by which log lines name their service: the first service label that Loki has, or its own; else null. */
export async function discoverLogLabel(
  logs: LogsSource,
  serviceLabels: readonly string[],
  nowMs: number
): Promise<string | null> {
  const names = new Set(await logs.labelNames({ fromMs: nowMs - lookBackMs, toMs: nowMs }));
  return [...serviceLabels, lokisOwn].find((label) => names.has(label)) ?? null;
}
