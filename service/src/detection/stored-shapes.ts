import { detectors } from '../detectors/index.ts';
import type { IntervalState, ModelSnapshot } from '../detectors/index.ts';
import type { ModelRow, SeriesStateRow } from '../storage/schema.ts';

/** The model of a row as the detectors wrote it; throws Error when no detector of this version has: then train anew. */
export function snapshotOf({ snapshot, seriesKey }: Pick<ModelRow, 'snapshot' | 'seriesKey'>): ModelSnapshot {
  if (!isSnapshot(snapshot)) {
    throw new Error(`the stored model of ${seriesKey} is not one that this version can read`);
  }
  return snapshot;
}

/** Where the interval of a row stands; throws Error when it was not written by this version. */
export function intervalOf({ intervalState, seriesKey }: SeriesStateRow): IntervalState {
  if (!isInterval(intervalState)) {
    throw new Error(`the stored interval of ${seriesKey} is not one that this version can read`);
  }
  return intervalState;
}

function isSnapshot(value: unknown): value is ModelSnapshot {
  return (
    hasFields(value, ['kind', 'version', 'options', 'card', 'parameters', 'state']) &&
    typeof value.kind === 'string' &&
    Object.hasOwn(detectors, value.kind)
  );
}

function isInterval(value: unknown): value is IntervalState {
  return hasFields(value, ['recent', 'candidate', 'calmPoints', 'open']) && Array.isArray(value.recent);
}

function hasFields<Name extends string>(value: unknown, names: readonly Name[]): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && names.every((name) => name in value);
}
