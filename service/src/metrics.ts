import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface ServiceMetrics {
  registry: Registry;
  httpDuration: Histogram<'method' | 'route' | 'status'>;
  webhookDeliveries: Counter<'source' | 'outcome'>;
  webhookAlerts: Counter<'source' | 'outcome'>;
  webhookDeadDeliveries: Counter<'source'>;
  webhooksInFlight: Gauge;
  incidentsOpened: Counter<'trigger'>;
  incidentsResolved: Counter<'resolution'>;
  purged: Counter<'what'>;
}

/** One registry per service, so that tests do not share counters. */
export function createServiceMetrics(): ServiceMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'vigil_' });
  return {
    registry,
    httpDuration: new Histogram({
      name: 'vigil_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    webhookDeliveries: new Counter({
      name: 'vigil_webhook_deliveries_total',
      help: 'Alert notifications by source and outcome: stored, replayed, or the code of the refusal.',
      labelNames: ['source', 'outcome'],
      registers,
    }),
    webhookAlerts: new Counter({
      name: 'vigil_webhook_alerts_total',
      help: 'Alerts in stored notifications: new, resolved, refired, repeated.',
      labelNames: ['source', 'outcome'],
      registers,
    }),
    webhookDeadDeliveries: new Counter({
      name: 'vigil_webhook_dead_deliveries_total',
      help: 'Stored alert notifications that could not be taken to incidents, however often that was tried.',
      labelNames: ['source'],
      registers,
    }),
    webhooksInFlight: new Gauge({
      name: 'vigil_webhooks_in_flight',
      help: 'Alert notifications being taken in.',
      registers,
    }),
    incidentsOpened: new Counter({
      name: 'vigil_incidents_opened_total',
      help: 'Incidents opened, by what opened them.',
      labelNames: ['trigger'],
      registers,
    }),
    incidentsResolved: new Counter({
      name: 'vigil_incidents_resolved_total',
      help: 'Incidents resolved, by resolution.',
      labelNames: ['resolution'],
      registers,
    }),
    purged: new Counter({
      name: 'vigil_purged_total',
      help: 'What was deleted because it is older than the configuration keeps.',
      labelNames: ['what'],
      registers,
    }),
  };
}
