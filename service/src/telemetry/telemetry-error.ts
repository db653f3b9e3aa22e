export type TelemetrySourceName = 'metrics' | 'logs' | 'traces' | 'grafana' | 'remote-write';

export type TelemetryErrorCode =
  | 'not-configured'
  | 'unreachable'
  | 'timeout'
  | 'cancelled'
  | 'redirected'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'bad-query'
  | 'server-error'
  | 'web-page'
  | 'invalid-json'
  | 'unexpected-shape'
  | 'too-large';

/** Codes that say something about one query, not about the source's ability to answer. */
const queryOnlyCodes: ReadonlySet<TelemetryErrorCode> = new Set(['bad-query', 'not-found', 'too-large', 'cancelled']);
const transientCodes: ReadonlySet<TelemetryErrorCode> = new Set(['unreachable', 'server-error', 'rate-limited']);

/**
 * A telemetry source that could not answer. The message is meant for a person: it names the address, the reason and
 * what to do about it; it never holds a credential.
 */
export class TelemetryError extends Error {
  readonly source: TelemetrySourceName;
  readonly code: TelemetryErrorCode;

  constructor(source: TelemetrySourceName, code: TelemetryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TelemetryError';
    this.source = source;
    this.code = code;
  }

  /** Whether the source as a whole counts as down after this error. */
  get meansSourceDown(): boolean {
    return !queryOnlyCodes.has(this.code);
  }

  get isTransient(): boolean {
    return transientCodes.has(this.code);
  }
}
