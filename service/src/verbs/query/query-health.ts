import type { VigilQuery } from '@vigil/contract';
import type { DetectionContext } from '../detection-context.ts';
import { listServices, whyBlind } from '../services/list-services.ts';
import { matchesChosen } from './chosen-values.ts';
import type { QueryAnswer, QueryScope } from './run-queries.ts';

/** The health of each service now, as one sample at the end of the range; services of unknown health have no value. */
export async function queryHealth(
  context: DetectionContext,
  query: VigilQuery,
  { range }: QueryScope
): Promise<QueryAnswer> {
  const { items } = await listServices(context);
  const shown = items.filter(({ name }) => matchesChosen(query.service, name));
  return {
    series: shown.map(({ name, healthScore }) => ({
      name: 'health',
      labels: { service: name },
      unit: 'none',
      timestampsMs: [range.toMs],
      values: [healthScore],
    })),
    notice: whyBlind(context),
  };
}
