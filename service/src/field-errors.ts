import type { z } from 'zod';
import type { FieldError } from './errors.ts';

const maxReported = 20;

/** Zod's issues as fields and what is wrong with them; a long list is cut. */
export function toFieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.slice(0, maxReported).map(({ path, message }) => ({ field: fieldName(path), message }));
}

/** `alerts[0].startsAt`; the whole body is `body`. */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return name === '' ? 'body' : name.replace(/^\./, '');
}
