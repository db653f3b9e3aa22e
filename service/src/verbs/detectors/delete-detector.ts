import { ServiceError } from '../../errors.ts';
import { deleteStoredDetector } from '../../storage/repositories/stored-detectors.ts';
import type { DetectionContext } from '../detection-context.ts';
import { adoptStored } from './adopt-stored.ts';
import { changedSince, isInFile } from './detector-refusals.ts';
import { findEntry } from './get-detector.ts';

/**
 * Removes a detector of somebody's own, or what was changed about a preset, which then is as Vigil brings it along.
 * Throws `not-found` and `conflict`.
 */
export async function deleteDetector(
  context: DetectionContext,
  id: string,
  version: number,
  actor: string
): Promise<void> {
  await adoptStored(context);
  const { source, stored } = findEntry(context, id);
  if (source === 'file') {
    throw isInFile(id);
  }
  if (stored === null) {
    throw new ServiceError('conflict', `the preset ${id} is as it was; to have it no longer used, switch it off`);
  }
  if (stored.version !== version || !(await deleteStoredDetector(context.database, id, version))) {
    throw changedSince(id, stored.version, version);
  }
  context.logger.info({ detector: id, actor }, 'detector deleted');
  await adoptStored(context);
}
