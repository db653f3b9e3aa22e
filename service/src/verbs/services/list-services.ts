import type { ServiceList, ServiceSummary } from '@vigil/contract';
import { listWatches } from '../../storage/repositories/series-state.ts';
import type { DetectionContext } from '../detection-context.ts';
import { summarizeService } from './health-score.ts';
import type { ServiceCondition } from './health-score.ts';
import { listServiceNames } from './list-service-names.ts';
import { readInstances } from './read-instances.ts';

/** The fleet, the least healthy first. */
export async function listServices(context: DetectionContext): Promise<ServiceList> {
  const [instances, names] = [await readInstances(context), await listServiceNames(context)];
  const anomalies = await openAnomalies(context);
  const incidents = await openIncidents(context);
  const trained = await servicesWithModel(context);
  const uncovered = await servicesWithoutCoverage(context);
  const whyUnknown = (name: string): string | null =>
    whyBlind(context) ??
    (trained.has(name) ? (uncovered.get(name) ?? null) : 'No model has learned yet what is usual for it.');
  const services = [...new Set([...names, ...instances.keys()])].map((name) =>
    summarizeService({
      name,
      anomalies: anomalies.get(name) ?? [],
      incidents: incidents.get(name) ?? [],
      instancesUp: instances.get(name)?.up ?? null,
      instancesTotal: instances.get(name)?.total ?? null,
      blindReason: whyUnknown(name),
    })
  );
  return { items: services.sort(leastHealthyFirst) };
}

function leastHealthyFirst(first: ServiceSummary, second: ServiceSummary): number {
  const byHealth = (first.healthScore ?? 101) - (second.healthScore ?? 101);
  return byHealth === 0 ? first.name.localeCompare(second.name) : byHealth;
}

/** Why no news is not good news at the moment, or null when it is. */
export function whyBlind({ telemetry, scoring }: DetectionContext): string | null {
  if (telemetry.metrics === null) {
    return 'No metrics source is configured.';
  }
  const { state, since, message } = scoring.current();
  return state === 'ok' ? null : `Not scored since ${since.toISOString()}: ${message}`;
}

/** Services that only detectors watch which cannot be scored at the moment, and why they cannot. */
async function servicesWithoutCoverage({ database, scoring }: DetectionContext): Promise<Map<string, string>> {
  const failing = new Map(scoring.current().failing.map(({ id, message }) => [id, message]));
  if (failing.size === 0) {
    return new Map();
  }
  const watches = Map.groupBy(await listWatches(database), ({ service }) => service);
  return new Map(
    [...watches]
      .filter(([, watching]) => watching.every(({ detectorId }) => failing.has(detectorId)))
      .map(([service, [first]]) => {
        const id = first?.detectorId ?? '';
        return [service, `Not scored: ${id} cannot be read (${failing.get(id) ?? ''})`];
      })
  );
}

async function openAnomalies({ database }: DetectionContext): Promise<Map<string, ServiceCondition['anomalies']>> {
  const rows = await database
    .selectFrom('anomalies')
    .select(['service', 'detectorTitle as title', 'severity', 'peakScore'])
    .where('status', '=', 'open')
    .orderBy('detectedAt')
    .execute();
  return Map.groupBy(rows, ({ service }) => service);
}

async function openIncidents({ database }: DetectionContext): Promise<Map<string, ServiceCondition['incidents']>> {
  const rows = await database
    .selectFrom('incidents')
    .select(['service', 'number', 'severity'])
    .where('status', '<>', 'resolved')
    .where('isTest', '=', false)
    .orderBy('number')
    .execute();
  return Map.groupBy(rows, ({ service }) => service ?? '');
}

async function servicesWithModel({ database }: DetectionContext): Promise<Set<string>> {
  const rows = await database.selectFrom('models').select('service').distinct().execute();
  return new Set(rows.map(({ service }) => service));
}
