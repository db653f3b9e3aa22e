import type { ServiceContext } from '../../context.ts';
import { listSilentEpisodes, updateEpisode } from '../../storage/repositories/alert-episodes.ts';
import { alertCandidate } from '../incidents/candidate.ts';
import { lockCorrelation } from '../incidents/correlation-lock.ts';
import { endMember } from '../incidents/end-member.ts';

/** The Test button of a contact point sends no end. */
const testAlertLifetimeSeconds = 600;

/** Ends firing alerts of which nothing has been heard for too long: their end was never sent, or got lost. */
export async function endSilentAlerts(context: ServiceContext): Promise<number> {
  const { database, clock, config } = context;
  const ended = [
    { isTest: false, silentForSeconds: config.incidents.staleAlertAfterSeconds },
    { isTest: true, silentForSeconds: testAlertLifetimeSeconds },
  ];
  return database.transaction().execute(async (transaction) => {
    await lockCorrelation(transaction);
    let count = 0;
    for (const { isTest, silentForSeconds } of ended) {
      const since = new Date(clock.now().getTime() - silentForSeconds * 1000);
      for (const episode of await listSilentEpisodes(transaction, since, isTest)) {
        await updateEpisode(transaction, episode.id, { status: 'resolved', endsAt: episode.lastSeenAt });
        const message = `nothing was heard of it for ${silentForSeconds} s, so it counts as ended`;
        await endMember(context, transaction, { ...alertCandidate(episode), message });
        count += 1;
      }
    }
    return count;
  });
}
