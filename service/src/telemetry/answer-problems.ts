import type { TelemetryErrorCode, TelemetrySourceName } from './telemetry-error.ts';
import { TelemetryError } from './telemetry-error.ts';

const excerptLength = 200;

interface Refusal {
  code: TelemetryErrorCode;
  remedy: string;
}

const refusals: Record<number, Refusal> = {
  400: { code: 'bad-query', remedy: 'Correct the query.' },
  401: { code: 'unauthorized', remedy: 'Set the token of this source.' },
  403: { code: 'forbidden', remedy: 'Give the token permission to query this source.' },
  404: { code: 'not-found', remedy: 'Check the path of the URL.' },
  422: { code: 'bad-query', remedy: 'Correct the query.' },
  429: { code: 'rate-limited', remedy: 'Lower the number of detectors or raise the limit of the source.' },
};

const grafanaRemedies: Partial<Record<TelemetryErrorCode, string>> = {
  unauthorized: "Set GRAFANA_TOKEN to a service account's token.",
  forbidden: 'Give the service account the permissions datasources:read and datasources:query.',
};

/** The error for a status that is not a success, with the server's own words where it gave any. */
export function refusalOf(source: TelemetrySourceName, address: string, status: number, body: string): TelemetryError {
  const refusal = refusals[status] ?? {
    code: 'server-error',
    remedy: status >= 500 ? 'Look at the log of that server.' : 'Check the URL.',
  };
  const remedy = (source === 'grafana' ? grafanaRemedies[refusal.code] : undefined) ?? refusal.remedy;
  return new TelemetryError(source, refusal.code, `${address} answered ${status}${quoted(body)}. ${remedy}`);
}

/** The error for a body that is a web page, which is what a wrong URL or a login proxy answers. */
export function webPageAt(source: TelemetrySourceName, address: string): TelemetryError {
  return new TelemetryError(source, 'web-page', `${address} answered with a web page, is the URL right?`);
}

export function isWebPage(contentType: string | null, body: string): boolean {
  return (contentType ?? '').includes('text/html') || /^\s*<(!doctype|html|head|body)/i.test(body);
}

function quoted(body: string): string {
  const said = serverMessage(body).replaceAll(/\s+/g, ' ').trim().slice(0, excerptLength);
  return said === '' ? '' : ` ("${said}")`;
}

function serverMessage(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) {
      const { error, message } = parsed as { error?: unknown; message?: unknown };
      return typeof error === 'string' ? error : typeof message === 'string' ? message : '';
    }
    return '';
  } catch {
    return isWebPage(null, body) ? '' : body;
  }
}
