import { Registry } from 'prom-client';
import { type Conditions, healthyConditions } from '../behavior/conditions.ts';
import type { Environment } from '../behavior/service-definition.ts';
import { findService, type ServiceName } from '../catalog.ts';
import { createRandom } from '../model/random.ts';
import { createLogger, type Logger } from './logger.ts';
import { exportProcessMetrics } from './process-metrics.ts';
import { createPrometheusMeter } from './prometheus-meter.ts';
import { createTracing, type Tracing } from './tracing.ts';

/** All that a service process has to know; its parent passes it on. */
export interface ServiceSettings {
  readonly service: ServiceName;
  readonly version: string;
  readonly seed: number;
  readonly host: string;
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly lokiUrl: string;
  readonly otlpUrl: string;
  /** A defect that this version was built with. */
  readonly conditions: Partial<Conditions>;
}

export interface LiveEnvironment extends Environment {
  readonly registry: Registry;
  readonly logger: Logger;
  readonly tracing: Tracing;
  urlOf(service: ServiceName): string;
  change(conditions: Conditions): void;
}

export function createLiveEnvironment(settings: ServiceSettings): LiveEnvironment {
  const { service, version, seed, lokiUrl, otlpUrl, urls } = settings;
  const registry = new Registry();
  const logger = createLogger({ service, lokiUrl });
  let current: Conditions = { ...healthyConditions, ...settings.conditions };
  if (findService(service).hasProcessMetrics) {
    exportProcessMetrics(registry);
  }
  return {
    version,
    seed,
    registry,
    logger,
    meter: createPrometheusMeter(registry, Date.now),
    random: createRandom(seed, service, version),
    tracing: createTracing({ service, version, otlpUrl }),
    conditions: () => current,
    now: Date.now,
    log: logger.log,
    urlOf: (name) => urls[name],
    change(conditions) {
      current = conditions;
    },
  };
}
