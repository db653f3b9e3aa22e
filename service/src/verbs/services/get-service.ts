import type { ServiceSummary } from '@vigil/contract';
import { notFound } from '../../errors.ts';
import type { DetectionContext } from '../detection-context.ts';
import { listServices } from './list-services.ts';

/** One service of the fleet. Throws `not-found`. */
export async function getService(context: DetectionContext, name: string): Promise<ServiceSummary> {
  const { items } = await listServices(context);
  const found = items.find((service) => service.name === name);
  if (found === undefined) {
    throw notFound('service', name);
  }
  return found;
}
