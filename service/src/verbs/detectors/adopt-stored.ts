import { readStoredDetectors } from '../../detection/stored-detector.ts';
import { listStoredDetectors } from '../../storage/repositories/stored-detectors.ts';
import type { DetectionContext } from '../detection-context.ts';

/** Has this replica take over what is stored about detectors, by whichever replica it was. */
export async function adoptStored({
  database,
  catalog,
  logger,
}: Pick<DetectionContext, 'database' | 'catalog' | 'logger'>): Promise<void> {
  catalog.adopt(readStoredDetectors(await listStoredDetectors(database), logger));
}
