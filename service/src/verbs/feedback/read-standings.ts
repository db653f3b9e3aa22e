import type { DetectorStanding } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { listDemoted } from '../../storage/repositories/detector-priorities.ts';
import { countVerdicts } from '../../storage/repositories/verdicts.ts';
import type { VerdictCount } from '../../storage/repositories/verdicts.ts';
import { estimatePrecision } from './estimate-precision.ts';

const dayMs = 86_400_000;

export type Standings = (detectorId: string) => DetectorStanding;

/** How every detector stands, by the anomalies of the last `feedback.windowDays` that were judged. */
export async function readStandings(
  { database, clock, config }: Pick<ServiceContext, 'database' | 'clock' | 'config'>,
  detectorId?: string
): Promise<Standings> {
  const counts = await countVerdicts(database, evidenceSince(config, clock.now()), detectorId);
  const demoted = await listDemoted(database);
  return (id) => ({
    priority: demoted.has(id) ? 'ticket' : 'page',
    precision: precisionOf(counts.filter((count) => count.detectorId === id)),
  });
}

/** The precision of one detector, as a transaction sees it. */
export async function readPrecision(
  executor: Executor,
  { config, clock }: Pick<ServiceContext, 'clock' | 'config'>,
  detectorId: string
) {
  return precisionOf(await countVerdicts(executor, evidenceSince(config, clock.now()), detectorId));
}

function precisionOf(counts: readonly VerdictCount[]) {
  return estimatePrecision(Object.fromEntries(counts.map(({ verdict, count }) => [verdict, count])));
}

function evidenceSince({ feedback }: ServiceContext['config'], now: Date): Date {
  return new Date(now.getTime() - feedback.windowDays * dayMs);
}
