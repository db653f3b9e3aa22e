import type { Executor } from '../database.ts';
import type { NewScoringState, ScoringStateRow } from '../schema.ts';

const name = 'scoring';

export async function saveScoringState(executor: Executor, state: Omit<NewScoringState, 'name'>): Promise<void> {
  await executor
    .insertInto('scoringState')
    .values({ name, ...state })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(state))
    .execute();
}

export async function findScoringState(executor: Executor): Promise<ScoringStateRow | undefined> {
  return executor.selectFrom('scoringState').selectAll().where('name', '=', name).executeTakeFirst();
}
