import { describe, it } from 'vitest';
import { conformanceChecks } from './conformance.ts';
import { detectors } from '../index.ts';

describe.each(Object.values(detectors))('detector $kind', (factory) => {
  it.each(conformanceChecks)('$name', ({ check }) => {
    check(factory);
  });
});
