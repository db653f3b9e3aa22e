import type { Problem } from '@vigil/contract';

/** What the app backend adds when it, and not the service, found the problem. */
interface GatewayProblem extends Problem {
  since?: string;
}

/** A refusal or failure that came back as problem+json, or was made into one. */
export class ApiProblem extends Error {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly since: string | undefined;
  readonly fieldErrors: ReadonlyArray<{ field: string; message: string }>;

  constructor(problem: GatewayProblem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.title = problem.title;
    this.status = problem.status;
    this.code = problem.code;
    this.since = problem.since;
    this.fieldErrors = problem.errors ?? [];
  }
}

/** An error of any origin as something that a page can show. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) {
    return error;
  }
  return new ApiProblem({
    type: 'about:blank',
    title: 'Something went wrong in this page',
    status: 0,
    code: 'page-failed',
    detail: error instanceof Error ? error.message : String(error),
  });
}
