import type { Problem } from '@vigil/contract';

export interface FieldError {
  field: string;
  message: string;
}

/** The one place where a refusal becomes an HTTP status. */
const problems = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Who is asking could not be established' },
  'invalid-signature': { status: 401, title: 'The signature is missing or wrong' },
  forbidden: { status: 403, title: 'The role is too low' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'The method does not exist here' },
  conflict: { status: 409, title: 'The current state does not allow this' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The media type is not understood' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'The service made a mistake' },
  'telemetry-unavailable': { status: 502, title: 'A telemetry source did not answer' },
  'telemetry-not-configured': { status: 503, title: 'A telemetry source is not configured' },
  overloaded: { status: 503, title: 'The service is overloaded' },
} as const;

export type ServiceErrorCode = keyof typeof problems;

interface ServiceErrorOptions extends ErrorOptions {
  errors?: readonly FieldError[];
  retryAfterSeconds?: number;
}

/** How a verb refuses; the message is meant for the person who asked. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ServiceErrorCode,
    detail: string,
    { errors = [], retryAfterSeconds, ...rest }: ServiceErrorOptions = {}
  ) {
    super(detail, rest);
    this.name = 'ServiceError';
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

export function notFound(what: string, id: string): ServiceError {
  return new ServiceError('not-found', `there is no ${what} ${id}`);
}

/** RFC 9457 problem details. */
export function toProblem(error: ServiceError): Problem {
  const [first] = error.errors;
  const { status, title } = problems[error.code];
  return {
    type: `urn:vigil:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: asSentence(error.message),
    ...(first === undefined ? {} : { field: first.field, errors: [...error.errors] }),
  };
}

/** An address or a field at the start stays as it is. */
function asSentence(text: string): string {
  const start = /^[a-z]+\s/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
