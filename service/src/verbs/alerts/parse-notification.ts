import { alertmanagerNotification, grafanaNotification } from '@vigil/contract';
import type { AlertmanagerNotification, GrafanaNotification } from '@vigil/contract';
import type { z } from 'zod';
import { ServiceError } from '../../errors.ts';
import { toFieldErrors } from '../../field-errors.ts';

/** Throws ServiceError `invalid-request` naming the first wrong field. */
export function parseAlertmanager(rawBody: string): AlertmanagerNotification {
  const body = parseJson(rawBody, 'the body is not JSON, so it does not come from Alertmanager');
  if (versionOf(body) === '1') {
    throw wrongEndpoint("this is a notification of Grafana's; send it to /webhook/grafana");
  }
  return validate(
    alertmanagerNotification,
    body,
    (field) => `the field ${field} is not as Alertmanager's webhook version 4 has it`
  );
}

/** Throws ServiceError `invalid-request`; a custom payload template of the contact point is recognized and explained. */
export function parseGrafana(rawBody: string): GrafanaNotification {
  const body = parseJson(rawBody, `the body is not JSON. ${templateHint}`);
  if (versionOf(body) === '4') {
    throw wrongEndpoint('this is a notification of Alertmanager; send it to /webhook/alerts');
  }
  if (versionOf(body) === undefined || !hasAlerts(body)) {
    throw new ServiceError('invalid-request', `the body has no "version" and "alerts". ${templateHint}`, {
      errors: [{ field: versionOf(body) === undefined ? 'version' : 'alerts', message: 'is missing' }],
    });
  }
  return validate(
    grafanaNotification,
    body,
    (field) => `the field ${field} is not as Grafana's webhook version 1 has it`
  );
}

const templateHint =
  'The contact point seems to use a custom payload template: remove it (Optional settings → Custom payload), so that ' +
  "Grafana's default payload is sent";

function parseJson(rawBody: string, detail: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch (error) {
    throw new ServiceError('invalid-request', detail, {
      cause: error,
      errors: [{ field: 'body', message: 'is not valid JSON' }],
    });
  }
}

function validate<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  detail: (field: string) => string
): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }
  const errors = toFieldErrors(parsed.error.issues);
  throw new ServiceError('invalid-request', detail(errors[0]?.field ?? 'body'), { errors });
}

function wrongEndpoint(detail: string): ServiceError {
  return new ServiceError('invalid-request', detail, {
    errors: [{ field: 'version', message: 'is of another sender' }],
  });
}

function versionOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
}

function hasAlerts(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'alerts' in body;
}
