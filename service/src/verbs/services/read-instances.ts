import type { DetectionContext } from '../detection-context.ts';

export interface Instances {
  up: number;
  total: number;
}

/** How many instances of each service can be scraped; empty when the metrics source cannot say. */
export async function readInstances({ telemetry, catalog, clock }: DetectionContext): Promise<Map<string, Instances>> {
  const label = catalog.find('availability')?.serviceLabel;
  const instances = new Map<string, Instances>();
  if (label === undefined || telemetry.metrics === null) {
    return instances;
  }
  try {
    const samples = await telemetry.metrics.queryInstant(`up{${label}!=""}`, clock.now().getTime());
    for (const { labels, value } of samples) {
      const service = labels[label] ?? '';
      const known = instances.get(service) ?? { up: 0, total: 0 };
      instances.set(service, { up: known.up + (value === 1 ? 1 : 0), total: known.total + 1 });
    }
  } catch {
    // The source's own health says that and why it failed; the services are shown without instances.
    return new Map();
  }
  return instances;
}
