import type { TelemetryErrorCode } from './telemetry-error.ts';
import { TelemetryError } from './telemetry-error.ts';

interface RemoteWriteErrorOptions extends ErrorOptions {
  readonly status?: number;
  readonly retryAfterMs?: number;
}

interface Refusal {
  readonly code: TelemetryErrorCode;
  readonly remedy: string;
}

/** Samples that a remote-write receiver did not take. */
export class RemoteWriteError extends TelemetryError {
  readonly status: number | undefined;
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: TelemetryErrorCode,
    message: string,
    { status, retryAfterMs, ...options }: RemoteWriteErrorOptions = {}
  ) {
    super('remote-write', code, message, options);
    this.name = 'RemoteWriteError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** A write may be repeated after a timeout too: the same samples twice are the same as once. */
  override get isTransient(): boolean {
    return super.isTransient || this.code === 'timeout';
  }
}

const refusals: Readonly<Record<number, Refusal>> = {
  401: { code: 'unauthorized', remedy: 'Set the credentials for remote write.' },
  403: { code: 'forbidden', remedy: 'Give the credentials permission to write.' },
  404: {
    code: 'not-found',
    remedy: 'Is the receiver switched on (--web.enable-remote-write-receiver) and the path right?',
  },
  413: { code: 'too-large', remedy: 'Send fewer samples at once.' },
  429: { code: 'rate-limited', remedy: 'Write less often or raise the limit of the receiver.' },
};

const excerptLength = 200;

/** The error for an answer that is not a success, with the receiver's own words. */
export function refusalOfWrite(address: string, response: Response, answer: string): RemoteWriteError {
  const { status } = response;
  const { code, remedy } = refusals[status] ?? refusalByClass(status);
  const said = answer.replaceAll(/\s+/g, ' ').trim().slice(0, excerptLength);
  const words = said === '' ? '' : ` ("${said}")`;
  return new RemoteWriteError(code, `${address} answered ${status}${words}. ${remedy}`, {
    status,
    retryAfterMs: retryAfterOf(response),
  });
}

function refusalByClass(status: number): Refusal {
  if (status >= 500) {
    return { code: 'server-error', remedy: 'Look at the log of that server.' };
  }
  return status < 400
    ? { code: 'redirected', remedy: 'Configure the final URL.' }
    : {
        code: 'bad-query',
        remedy: 'The samples are too old, out of order or not valid; sending them again does not help.',
      };
}

/** From a `Retry-After` header in either of its forms (RFC 9110, section 10.2.3). */
function retryAfterOf(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  if (header === null) {
    return undefined;
  }
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}
