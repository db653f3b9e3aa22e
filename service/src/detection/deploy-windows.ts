import type { MaskedWindow } from '../detectors/index.ts';
import type { MetricsSource, TimeRange } from '../telemetry/telemetry.ts';
import { TelemetryError } from '../telemetry/telemetry-error.ts';
import { versionChanges } from './version-changes.ts';

/** Starting up, warming caches and draining take this long at most. */
const unsettledMs = 10 * 60_000;
const stepSeconds = 60;
const keptMs = 10 * 60_000;

/** Per service, the minutes after each of its deployments. */
export type DeployWindows = (serviceLabel: string, range: TimeRange, nowMs: number) => Promise<WindowsByService>;
export type WindowsByService = ReadonlyMap<string, readonly MaskedWindow[]>;

const none: WindowsByService = new Map();

/**
 * Finds deployments by versions that change in `*_build_info` metrics. Detectors are trained one after the other, so an
 * answer is kept for some minutes. Nothing is known of deployments while the source cannot tell, which keeps no model
 * from being learned.
 */
export function createDeployWindows(metrics: MetricsSource): DeployWindows {
  const kept = new Map<string, { answer: Promise<WindowsByService>; untilMs: number }>();
  return (serviceLabel, range, nowMs) => {
    const key = `${serviceLabel}|${range.toMs - range.fromMs}`;
    const known = kept.get(key);
    if (known !== undefined && known.untilMs > nowMs) {
      return known.answer;
    }
    const answer = readDeployWindows(metrics, serviceLabel, range).catch((error: unknown) => {
      kept.delete(key);
      if (error instanceof TelemetryError) {
        return none;
      }
      throw error;
    });
    kept.set(key, { answer, untilMs: nowMs + keptMs });
    return answer;
  };
}

async function readDeployWindows(
  metrics: MetricsSource,
  serviceLabel: string,
  range: TimeRange
): Promise<WindowsByService> {
  const query = `count by (${serviceLabel}, version) ({__name__=~".*build_info",${serviceLabel}!="",version!=""})`;
  const found = await metrics.queryRange(query, range, stepSeconds);
  const byService = Map.groupBy(found, ({ labels }) => labels[serviceLabel] ?? '');
  return new Map(
    [...byService].map(([service, versions]) => [
      service,
      versionChanges(versions).map(({ atMs, description }) => ({
        fromMs: atMs,
        toMs: atMs + unsettledMs,
        reason: `deploy: ${description}`,
      })),
    ])
  );
}
