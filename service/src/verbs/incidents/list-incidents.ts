import type { IncidentPage } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { listIncidents as readIncidents } from '../../storage/repositories/incidents.ts';
import type { IncidentFilter } from '../../storage/repositories/incidents.ts';
import type { PageRequest } from '../../storage/paging.ts';

/** Throws InvalidCursorError. */
export async function listIncidents(
  { database }: ServiceContext,
  filter: IncidentFilter,
  page: PageRequest
): Promise<IncidentPage> {
  return readIncidents(database, filter, page);
}
