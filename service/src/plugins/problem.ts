import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ServiceError, toProblem } from '../errors.ts';
import type { ServiceErrorCode } from '../errors.ts';
import { InvalidCursorError } from '../storage/paging.ts';
import { toServiceError as fromTelemetry } from '../verbs/telemetry-problem.ts';

const codesByStatus: Readonly<Record<number, ServiceErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** Answers every error as application/problem+json. */
export const problemPlugin = fastifyPlugin(async (app) => {
  app.setErrorHandler((error, request, reply) => sendProblem(reply, request, toServiceError(error)));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, request, new ServiceError('not-found', `${request.method} ${pathOf(request)} does not exist`))
  );
});

function sendProblem(reply: FastifyReply, request: FastifyRequest, error: ServiceError): FastifyReply {
  if (error.status >= 500) {
    request.log.error({ err: error.cause ?? error, code: error.code }, error.message);
  } else {
    request.log.info({ code: error.code, detail: error.message }, 'refused');
  }
  if (error.retryAfterSeconds !== null) {
    reply.header('retry-after', error.retryAfterSeconds);
  }
  if (error.status === 401) {
    reply.header('www-authenticate', 'Bearer');
  }
  return reply
    .code(error.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((problem: unknown) => JSON.stringify(problem))
    .send(toProblem(error));
}

function toServiceError(thrown: unknown): ServiceError {
  const error = fromTelemetry(thrown);
  if (error instanceof ServiceError) {
    return error;
  }
  if (error instanceof InvalidCursorError) {
    const errors = [{ field: 'cursor', message: error.message }];
    return new ServiceError('invalid-request', `the field cursor ${error.message}`, { errors });
  }
  return isFastifyError(error) ? fromFastify(error) : internal(error);
}

function fromFastify(error: FastifyError): ServiceError {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
      field: fieldName(instancePath, error.validationContext),
      message: message ?? 'is not valid',
    }));
    return new ServiceError('invalid-request', `the field ${errors[0]?.field} is not valid: ${errors[0]?.message}`, {
      errors,
    });
  }
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    return internal(error);
  }
  return new ServiceError(codesByStatus[status] ?? 'invalid-request', error.message, { cause: error });
}

function fieldName(instancePath: string, context: string | undefined): string {
  const path = instancePath.split('/').filter((part) => part !== '');
  return path.length === 0 ? (context ?? 'body') : path.join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** What went wrong is for the log; it may hold what the asker must not see. */
function internal(error: unknown): ServiceError {
  return new ServiceError('internal', 'something went wrong here; the log of the service has the details', {
    cause: error,
  });
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && ('statusCode' in error || 'validation' in error);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url;
}
