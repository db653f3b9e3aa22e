import type { Executor } from '../database.ts';
import { toJson } from '../json.ts';
import type { CallGraphsTable } from '../schema.ts';

type Edges = CallGraphsTable['edges']['__select__'];

const name = 'calls';

/** Who calls whom, for all replicas. */
export async function saveCallGraph(executor: Executor, edges: Edges, readAt: Date): Promise<void> {
  const row = { edges: toJson(edges), readAt };
  await executor
    .insertInto('callGraphs')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

/** Empty while nothing is known. */
export async function findCallGraph(executor: Executor): Promise<Edges> {
  const row = await executor.selectFrom('callGraphs').select('edges').where('name', '=', name).executeTakeFirst();
  return row?.edges ?? [];
}
