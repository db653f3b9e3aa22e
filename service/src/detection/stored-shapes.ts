import type { Logger } from 'pino';
import { detectors, newIntervalState, restoreModel } from '../detectors/index.ts';
import type { DetectorModel, IntervalState, ModelSnapshot } from '../detectors/index.ts';
import type { ModelRow } from '../storage/schema.ts';

type StoredModel = Pick<ModelRow, 'seriesKey' | 'snapshot'>;
type WarningLog = Pick<Logger, 'warn'>;

/**
 * The model of a row, going on from `state` when there is one. Null, and a warning, for what this version cannot read:
 * then it is trained anew.
 */
export function readModel(
  { seriesKey, snapshot }: StoredModel,
  logger: WarningLog,
  state?: unknown
): DetectorModel | null {
  try {
    if (!isSnapshot(snapshot)) {
      throw new Error('it is not one that this version can read');
    }
    return restoreModel(state === undefined ? snapshot : { ...snapshot, state });
  } catch (error) {
    logger.warn({ err: error, series: seriesKey }, 'a stored model cannot be used and is learned anew');
    return null;
  }
}

/** Where a series stood; at the beginning, and with a warning, when this version cannot read it. */
export function readInterval(interval: unknown, seriesKey: string, logger: WarningLog): IntervalState {
  if (!isInterval(interval)) {
    logger.warn({ series: seriesKey }, 'the stored state of a series cannot be used and begins anew');
    return newIntervalState();
  }
  return interval;
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
