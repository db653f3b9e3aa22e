import type { ServiceSummary } from '@vigil/contract';
import type { DetectionContext } from '../detection-context.ts';
import { listServices } from './list-services.ts';

/** One service of the fleet, or null when there is none of that name. */
export async function getService(context: DetectionContext, name: string): Promise<ServiceSummary | null> {
  const { items } = await listServices(context);
  return items.find((service) => service.name === name) ?? null;
}
