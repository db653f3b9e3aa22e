import type { CreateDetector, DetectorDetail } from '@vigil/contract';
import { ServiceError } from '../../errors.ts';
import { toJson } from '../../storage/json.ts';
import { insertStoredDetector } from '../../storage/repositories/stored-detectors.ts';
import type { DetectionContext } from '../detection-context.ts';
import { adoptStored } from './adopt-stored.ts';
import { getDetector } from './get-detector.ts';
import { checkQuery } from './preview-query.ts';

/** Stores a detector of somebody's own. Throws `conflict` when its id is taken and `invalid-request` for its query. */
export async function createDetector(
  context: DetectionContext,
  { acceptUntried, ...definition }: CreateDetector,
  actor: string
): Promise<DetectorDetail> {
  const { catalog, database, clock, logger } = context;
  await adoptStored(context);
  const taken = catalog.entries().find((entry) => entry.definition.id === definition.id);
  if (taken !== undefined) {
    throw idIsTaken(definition.id, taken.source === 'preset' ? 'a preset, which can be changed instead' : 'a detector');
  }
  await checkQuery(context, definition, acceptUntried);
  const stored = { id: definition.id, origin: 'own' as const, settings: toJson(definition) };
  if (!(await insertStoredDetector(database, { ...stored, updatedAt: clock.now(), updatedBy: actor }))) {
    throw idIsTaken(definition.id, 'a detector');
  }
  logger.info({ detector: definition.id, actor }, 'detector created');
  await adoptStored(context);
  return getDetector(context, definition.id);
}

function idIsTaken(id: string, by: string): ServiceError {
  return new ServiceError('conflict', `the id ${id} is taken by ${by}`, {
    errors: [{ field: 'id', message: `is taken by ${by}: choose another one` }],
  });
}
