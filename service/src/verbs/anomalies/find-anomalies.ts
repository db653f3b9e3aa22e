import type { AnomalyPage } from '@vigil/contract';
import { listAnomalies } from '../../storage/repositories/anomalies.ts';
import type { AnomalyFilter, AnomalyOrder } from '../../storage/repositories/anomalies.ts';
import type { PageRequest } from '../../storage/paging.ts';
import type { DetectionContext } from '../detection-context.ts';

export { anomalyOrders } from '../../storage/repositories/anomalies.ts';

/** One page of anomalies, the newest or the worst first. Throws InvalidCursorError. */
export function findAnomalies(
  { database }: Pick<DetectionContext, 'database'>,
  filter: AnomalyFilter,
  page: PageRequest,
  order: AnomalyOrder
): Promise<AnomalyPage> {
  return listAnomalies(database, filter, page, order);
}
