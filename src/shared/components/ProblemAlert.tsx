import { Alert } from '@grafana/ui';
import React from 'react';
import { toProblem } from '../ApiProblem';

/** Why an action was refused. Draws nothing while there is no error. */
export function ProblemAlert({ error, title }: { error: unknown; title: string }) {
  if (error === null || error === undefined) {
    return null;
  }
  const { message, fieldErrors } = toProblem(error);
  return (
    <Alert severity="error" title={title}>
      <p>{message}</p>
      {fieldErrors.length > 0 && (
        <ul>
          {fieldErrors.map(({ field, message: reason }) => (
            <li key={field}>
              {field}: {reason}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
