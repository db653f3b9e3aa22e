import type { Investigation } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { listInvestigations as list } from '../../storage/repositories/investigations.ts';
import type { InvestigationFilter } from '../../storage/repositories/investigations.ts';
import type { Page, PageRequest } from '../../storage/paging.ts';

/** Investigations that match, the newest first. */
export function listInvestigations(
  { database }: ServiceContext,
  filter: InvestigationFilter,
  page: PageRequest
): Promise<Page<Investigation>> {
  return list(database, filter, page);
}
