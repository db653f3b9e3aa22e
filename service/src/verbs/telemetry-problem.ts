import { ServiceError } from '../errors.ts';
import { TelemetryError } from '../telemetry/telemetry-error.ts';

/** A telemetry failure as a refusal that names the source; anything else is passed on as it is. */
export function toServiceError(error: unknown): unknown {
  if (!(error instanceof TelemetryError)) {
    return error;
  }
  if (error.code === 'bad-query') {
    return new ServiceError('invalid-request', error.message, { cause: error });
  }
  const code = error.code === 'not-configured' ? 'telemetry-not-configured' : 'telemetry-unavailable';
  return new ServiceError(code, error.message, { cause: error });
}

export function noMetricsSource(): ServiceError {
  return new ServiceError(
    'telemetry-not-configured',
    'No metrics source is configured. Set PROMETHEUS_URL, or GRAFANA_URL and GRAFANA_TOKEN.'
  );
}
