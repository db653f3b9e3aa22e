import { detectorDefinition, detectorOptionOverrides } from '@vigil/contract';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { StoredDetectorRow } from '../storage/schema.ts';

/** What is stored about a preset: only what differs from it. */
export const presetChanges = z.object({ enabled: z.boolean().optional(), options: detectorOptionOverrides });
export type PresetChanges = z.infer<typeof presetChanges>;

const stored = z.discriminatedUnion('origin', [
  z.object({ origin: z.literal('own'), settings: detectorDefinition }),
  z.object({ origin: z.literal('preset'), settings: presetChanges }),
]);

/** A row of the database as detection uses it. */
export type StoredDetector = z.infer<typeof stored> &
  Pick<StoredDetectorRow, 'id' | 'version' | 'updatedAt' | 'updatedBy'>;

/** What this version can read; the rest is left alone, with a warning. */
export function readStoredDetectors(
  rows: readonly StoredDetectorRow[],
  logger: Pick<Logger, 'warn'>
): StoredDetector[] {
  return rows.flatMap(({ id, version, updatedAt, updatedBy, ...row }) => {
    const parsed = stored.safeParse(row);
    if (!parsed.success) {
      logger.warn({ detector: id, err: parsed.error }, 'a stored detector cannot be read and is left out');
      return [];
    }
    return [{ ...parsed.data, id, version, updatedAt, updatedBy }];
  });
}
