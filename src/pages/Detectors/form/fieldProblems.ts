import { toProblem } from '../../../shared/ApiProblem';

/** What the service has against the fields of a form. */
export interface FieldProblems {
  /** Also what it has against a part of the field, e.g. one of several windows. */
  of(path: string): string | undefined;
}

export function fieldProblems(error: unknown): FieldProblems {
  const errors = error === null || error === undefined ? [] : toProblem(error).fieldErrors;
  return {
    of: (path) =>
      errors.find(({ field }) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`))
        ?.message,
  };
}
