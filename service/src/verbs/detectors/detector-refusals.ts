import { ServiceError } from '../../errors.ts';

export function isInFile(id: string): ServiceError {
  return new ServiceError(
    'conflict',
    `the detector ${id} is in the configuration file, which is read again when it changes: change it there`
  );
}

export function changedSince(id: string, current: number, given: number): ServiceError {
  return new ServiceError(
    'conflict',
    `somebody has changed ${id} since: it has version ${current}, not ${given}; load it again and make your change anew`,
    { errors: [{ field: 'version', message: `is ${current} now` }] }
  );
}
