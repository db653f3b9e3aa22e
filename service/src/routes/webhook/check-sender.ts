import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceConfig } from '../../config.ts';
import { ServiceError } from '../../errors.ts';
import { isSameText, signatureOf, signatureWindowSeconds } from './signature.ts';

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Alertmanager signs nothing; it can send a token. Without a configured one it is let in only when the configuration
 * says so or when the service can be reached from its own machine alone.
 */
export function checkAlertmanager(headers: IncomingHttpHeaders, { webhooks, server }: ServiceConfig): void {
  const { token, allowUnauthenticated } = webhooks.alertmanager;
  if (token === undefined) {
    if (allowUnauthenticated ?? loopbackHosts.has(server.host)) {
      return;
    }
    throw new ServiceError(
      'unauthenticated',
      'no token for Alertmanager is configured: set VIGIL_WEBHOOK_TOKEN and the same in http_config.authorization, or ' +
        'webhooks.alertmanager.allowUnauthenticated: true'
    );
  }
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  if (!isSameText(given, token)) {
    throw new ServiceError(
      'unauthenticated',
      'the bearer token is missing or not VIGIL_WEBHOOK_TOKEN; set it in http_config.authorization.credentials'
    );
  }
}

/** How a delivery says that it is signed. */
export interface ClaimedSignature {
  signature: string;
  timestamp: string;
}

/**
 * What can be known before there is a body: throws `invalid-signature` unless the headers claim a signature of the last
 * minutes. Null where the configuration does without.
 */
export function claimedSignature(
  headers: IncomingHttpHeaders,
  { secret, allowUnsigned }: ServiceConfig['webhooks']['grafana'],
  now: Date
): ClaimedSignature | null {
  if (secret === undefined) {
    if (allowUnsigned) {
      return null;
    }
    throw refusal(
      'no secret for contact points is configured: set VIGIL_WEBHOOK_SECRET and the same in the contact point, or ' +
        'webhooks.grafana.allowUnsigned: true'
    );
  }
  const signature = header(headers, 'x-grafana-alerting-signature');
  const timestamp = header(headers, 'x-grafana-alerting-timestamp');
  if (signature === '') {
    throw refusal('there is no X-Grafana-Alerting-Signature; switch on HMAC signature in the contact point');
  }
  if (timestamp === '') {
    throw refusal(
      'there is no X-Grafana-Alerting-Timestamp, so the notification could be replayed; set it as timestamp header in ' +
        'the HMAC settings of the contact point'
    );
  }
  checkAge(timestamp, now);
  return { signature, timestamp };
}

/** Answers the signature, if the delivery needs one. Throws `invalid-signature` unless it was made for this body. */
export function checkGrafana(
  headers: IncomingHttpHeaders,
  rawBody: Uint8Array,
  settings: ServiceConfig['webhooks']['grafana'],
  now: Date
): string | null {
  const claimed = claimedSignature(headers, settings, now);
  if (claimed === null || settings.secret === undefined) {
    return null;
  }
  if (!isSameText(claimed.signature, signatureOf(settings.secret, claimed.timestamp, rawBody))) {
    throw refusal('the signature does not fit the body; is the secret of the contact point VIGIL_WEBHOOK_SECRET?');
  }
  return claimed.signature;
}

function checkAge(timestamp: string, now: Date): void {
  const ageSeconds = /^\d{1,12}$/.test(timestamp) ? now.getTime() / 1000 - Number(timestamp) : Number.NaN;
  if (!(Math.abs(ageSeconds) <= signatureWindowSeconds)) {
    throw refusal(`the timestamp is not within ${signatureWindowSeconds} s of this service's clock; check both clocks`);
  }
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

function refusal(detail: string): ServiceError {
  return new ServiceError('invalid-signature', detail);
}
