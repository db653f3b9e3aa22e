import type { Meter } from './meter.ts';
import type { Operation, ServiceDefinition } from './service-definition.ts';

export interface HttpMetrics {
  record(operation: Operation, status: number, seconds: number): void;
}

export function createHttpMetrics(
  definition: ServiceDefinition,
  operations: readonly Operation[],
  meter: Meter
): HttpMetrics {
  return definition.httpMetrics === 'spring'
    ? createSpringMetrics(definition.durationBuckets, operations, meter)
    : createPlainMetrics(definition.durationBuckets, operations, meter);
}

function createPlainMetrics(buckets: readonly number[], operations: readonly Operation[], meter: Meter): HttpMetrics {
  const requests = meter.counter({
    name: 'http_requests_total',
    help: 'HTTP requests by outcome.',
    labelNames: ['method', 'route', 'status'],
    known: operations.flatMap((operation) =>
      statusesOf(operation).map((status) => ({ method: operation.method, route: operation.route, status: `${status}` }))
    ),
  });
  const durations = meter.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to its answer.',
    labelNames: ['method', 'route'],
    buckets,
    known: operations.map(({ method, route }) => ({ method, route })),
  });
  return {
    record({ method, route }, status, seconds) {
      requests.add({ method, route, status: `${status}` });
      durations.record({ method, route }, seconds);
    },
  };
}

/** The names and labels of Micrometer in a Spring Boot application. */
function createSpringMetrics(buckets: readonly number[], operations: readonly Operation[], meter: Meter): HttpMetrics {
  const requests = meter.histogram({
    name: 'http_server_requests_seconds',
    help: 'Duration of HTTP server request handling',
    labelNames: ['method', 'uri', 'status', 'outcome'],
    buckets,
    known: operations.flatMap((operation) => statusesOf(operation).map((status) => springLabels(operation, status))),
  });
  return {
    record: (operation, status, seconds) => requests.record(springLabels(operation, status), seconds),
  };
}

function springLabels({ method, route }: Operation, status: number) {
  return { method, uri: route, status: `${status}`, outcome: outcomeOf(status) };
}

function outcomeOf(status: number): string {
  if (status >= 500) {
    return 'SERVER_ERROR';
  }
  return status >= 400 ? 'CLIENT_ERROR' : 'SUCCESS';
}

function statusesOf({ statuses }: Operation): number[] {
  return [...statuses, 500];
}
