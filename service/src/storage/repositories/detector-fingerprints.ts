import type { Executor } from '../database.ts';
import type { DetectorFingerprintRow } from '../schema.ts';

export async function findFingerprint(
  executor: Executor,
  detectorId: string
): Promise<DetectorFingerprintRow | undefined> {
  return executor
    .selectFrom('detectorFingerprints')
    .selectAll()
    .where('detectorId', '=', detectorId)
    .forUpdate()
    .executeTakeFirst();
}

export async function saveFingerprint(executor: Executor, fingerprint: DetectorFingerprintRow): Promise<void> {
  const { query, options } = fingerprint;
  await executor
    .insertInto('detectorFingerprints')
    .values(fingerprint)
    .onConflict((conflict) => conflict.column('detectorId').doUpdateSet({ query, options }))
    .execute();
}
