import type { InvestigationDetail } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { findInvestigation } from '../../storage/repositories/investigations.ts';

/** One investigation with all that was found. Throws a ServiceError when there is none. */
export async function readInvestigation({ database }: ServiceContext, id: string): Promise<InvestigationDetail> {
  const found = await findInvestigation(database, id);
  if (found === null) {
    throw notFound('investigation', id);
  }
  return found;
}
