import type { MetricSeries } from '../telemetry/telemetry.ts';

export interface VersionChange {
  atMs: number;
  description: string;
}

/** Versions of one service that appeared while it ran another one before; each series has a `version` label. */
export function versionChanges(versions: readonly MetricSeries[]): VersionChange[] {
  const seen = versions
    .flatMap(({ labels, timestampsMs }) => {
      const [firstMs] = timestampsMs;
      return firstMs === undefined ? [] : [{ version: labels['version'] ?? '', firstMs }];
    })
    .sort((one, other) => one.firstMs - other.firstMs);
  return seen.slice(1).flatMap(({ version, firstMs }, index) => {
    const before = seen[index];
    const isNew = before !== undefined && firstMs > before.firstMs;
    return isNew ? [{ atMs: firstMs, description: `version ${before.version} became ${version}` }] : [];
  });
}
