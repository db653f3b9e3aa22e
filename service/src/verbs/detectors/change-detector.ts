import type { ChangeDetector, DetectorChanges, DetectorDefinition, DetectorDetail } from '@vigil/contract';
import type { DetectorEntry } from '../../detection/detector-entries.ts';
import { ServiceError } from '../../errors.ts';
import { toJson } from '../../storage/json.ts';
import { insertStoredDetector, updateStoredDetector } from '../../storage/repositories/stored-detectors.ts';
import type { DetectionContext } from '../detection-context.ts';
import { adoptStored } from './adopt-stored.ts';
import { changedSince, isInFile } from './detector-refusals.ts';
import { findEntry, getDetector } from './get-detector.ts';
import { overPreset } from './over-preset.ts';
import { checkQuery } from './preview-query.ts';

/**
 * Changes what the request has and leaves the rest. Throws `not-found`, `conflict` for a detector of the file and when
 * somebody else was faster, and `invalid-request` for what is not valid.
 */
export async function changeDetector(
  context: DetectionContext,
  id: string,
  { version, acceptUntried, ...changes }: ChangeDetector,
  actor: string
): Promise<DetectorDetail> {
  await adoptStored(context);
  const entry = findEntry(context, id);
  if (entry.source === 'file') {
    throw isInFile(id);
  }
  const current = entry.stored?.version ?? 0;
  if (current !== version) {
    throw changedSince(id, current, version);
  }
  const settings = entry.source === 'preset' ? overPreset(entry, changes) : merged(entry.definition, changes);
  if (asksAnew(entry, changes)) {
    await checkQuery(context, merged(entry.definition, changes), acceptUntried);
  }
  await save(context, entry, toJson(settings), actor);
  context.logger.info({ detector: id, actor, changed: Object.keys(changes) }, 'detector changed');
  await adoptStored(context);
  return getDetector(context, id);
}

async function save(
  { database, clock }: DetectionContext,
  { definition: { id }, stored }: DetectorEntry,
  settings: string,
  actor: string
): Promise<void> {
  const row = { id, settings, updatedAt: clock.now(), updatedBy: actor };
  const isSaved =
    stored === null
      ? await insertStoredDetector(database, { ...row, origin: 'preset' })
      : await updateStoredDetector(database, row, stored.version);
  if (!isSaved) {
    throw new ServiceError('conflict', `somebody has changed ${id} just now; load it again and make your change anew`);
  }
}

function merged(definition: DetectorDefinition, { options, ...changes }: DetectorChanges): DetectorDefinition {
  return { ...definition, ...changes, options: { ...definition.options, ...options } };
}

function asksAnew({ source, definition }: DetectorEntry, { query, serviceLabel }: DetectorChanges): boolean {
  const isOther = (query ?? definition.query) !== definition.query;
  return source === 'database' && (isOther || (serviceLabel ?? definition.serviceLabel) !== definition.serviceLabel);
}
