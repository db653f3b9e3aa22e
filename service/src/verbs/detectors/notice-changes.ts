import { createHash } from 'node:crypto';
import type { DetectorDefinition } from '@vigil/contract';
import { trainJob } from '../../jobs/train.job.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import { findFingerprint, saveFingerprint } from '../../storage/repositories/detector-fingerprints.ts';
import { deleteModelsOf } from '../../storage/repositories/models.ts';
import type { DetectorFingerprintRow } from '../../storage/schema.ts';
import type { DetectionContext } from '../detection-context.ts';
import { adoptStored } from './adopt-stored.ts';

type Needed = Pick<DetectionContext, 'database' | 'catalog' | 'logger'> & { queue: JobQueue };

/** Looks whether detectors are other than they were; to be called at every step, on every replica. */
export type NoticeChanges = () => Promise<void>;

/**
 * Makes models follow their detectors, whether the API, the configuration file or an update of Vigil has changed them:
 * other options are learned anew while the old model goes on, and with another query the old models are gone at once.
 * A replica acts only on what it sees changing, so that two with different files do not undo one another forever.
 *
 * @param forget drops the models of a detector from memory
 */
export function createChangeNotice(context: Needed, forget: (detectorId: string) => void): NoticeChanges {
  const seen = new Map<string, DetectorFingerprintRow>();
  let isFirst = true;
  return async () => {
    await adoptStored(context);
    for (const detector of context.catalog.all()) {
      const now = fingerprintOf(detector);
      const before = seen.get(detector.id);
      if (before?.query !== now.query || before.options !== now.options) {
        if (before !== undefined && before.query !== now.query) {
          forget(detector.id);
        }
        await takeUp(context, now, isFirst);
        seen.set(detector.id, now);
      }
    }
    isFirst = false;
  };
}

/** The first replica that sees a change has the detector learned anew; those that come later find it done. */
async function takeUp(
  { database, queue, logger }: Needed,
  now: DetectorFingerprintRow,
  isFirst: boolean
): Promise<void> {
  const { detectorId } = now;
  await database.transaction().execute(async (transaction) => {
    const known = await findFingerprint(transaction, detectorId);
    const asksAnew = known !== undefined && known.query !== now.query;
    const isOther = asksAnew || known?.options !== now.options;
    if (!isOther) {
      return;
    }
    await saveFingerprint(transaction, now);
    if (asksAnew) {
      await deleteModelsOf(transaction, detectorId);
    }
    // At the start, what has no model yet is learned by discovery, without waiting for the queue.
    if (known !== undefined || !isFirst) {
      await queue.enqueue(transaction, trainJob, { detectorId }, { singletonKey: detectorId });
      logger.info({ detector: detectorId, asksAnew }, 'detector changed, it is learned anew');
    }
  });
}

function fingerprintOf({ id, query, serviceLabel, options }: DetectorDefinition): DetectorFingerprintRow {
  return { detectorId: id, query: hashOf([query, serviceLabel]), options: hashOf(options) };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
