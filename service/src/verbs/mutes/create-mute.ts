import { randomUUID } from 'node:crypto';
import type { CreateMute, Mute } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { notFound, ServiceError } from '../../errors.ts';
import type { Executor } from '../../storage/database.ts';
import { addAuditEntry } from '../../storage/repositories/detector-audit.ts';
import { insertMute, toMute } from '../../storage/repositories/mutes.ts';
import { findWatch, findWatchOfSeries } from '../../storage/repositories/series-state.ts';
import type { MuteRow } from '../../storage/schema.ts';
import { applyMutes } from './apply-mutes.ts';

const longestDays = 365;
const dayMs = 86_400_000;

/**
 * Keeps the anomalies of a series, or of a detector at a service, out of incidents for a time. Throws `not-found` for
 * what nothing watches, and `invalid-request` for an end that is past or too far off.
 */
export async function createMute(
  { database, clock }: Pick<ServiceContext, 'database' | 'clock'>,
  actor: string,
  request: CreateMute
): Promise<Mute> {
  const now = clock.now();
  const until = new Date(request.until);
  checkEnd(until, now);
  return database.transaction().execute(async (transaction) => {
    const target = await targetOf(transaction, request);
    const row = await insertMute(transaction, {
      ...target,
      id: randomUUID(),
      reason: request.reason,
      createdBy: actor,
      createdAt: now,
      until,
      endedBy: null,
      endedAt: null,
    });
    await addAuditEntry(transaction, {
      at: now,
      actor,
      detectorId: row.detectorId,
      from: 'heard',
      to: 'muted',
      evidence: `${muteTitle(row)} until ${row.until.toISOString()}: ${request.reason}`,
    });
    await applyMutes(transaction, now);
    return toMute(row, now);
  });
}

export function muteTitle({ seriesKey, service }: Pick<MuteRow, 'seriesKey' | 'service'>): string {
  return seriesKey ?? `all series of ${service}`;
}

function checkEnd(until: Date, now: Date): void {
  const lastsMs = until.getTime() - now.getTime();
  if (lastsMs > 0 && lastsMs <= longestDays * dayMs) {
    return;
  }
  const message = lastsMs <= 0 ? 'lies in the past' : `is more than ${longestDays} days away`;
  throw new ServiceError('invalid-request', `until ${message}`, { errors: [{ field: 'until', message }] });
}

type Target = Pick<MuteRow, 'detectorId' | 'service' | 'seriesKey'>;

async function targetOf(executor: Executor, request: CreateMute): Promise<Target> {
  if (request.scope === 'series') {
    const watch = await findWatchOfSeries(executor, request.seriesKey);
    if (watch === undefined) {
      throw notFound('watched series', request.seriesKey);
    }
    return { ...watch, seriesKey: request.seriesKey };
  }
  const { detectorId, service } = request;
  if ((await findWatch(executor, detectorId, service)) === undefined) {
    throw notFound('series of the service watched by', detectorId);
  }
  return { detectorId, service, seriesKey: null };
}
