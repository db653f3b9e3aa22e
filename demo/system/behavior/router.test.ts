import { describe, expect, it } from 'vitest';
import { createRouter } from './router.ts';
import type { Operation } from './service-definition.ts';

function operation(method: 'GET' | 'POST', route: string): Operation {
  return { method, route, statuses: [200], handle: () => Promise.resolve({ status: 200, body: {} }) };
}

describe('createRouter', () => {
  const list = operation('GET', '/products');
  const read = operation('GET', '/products/:id');
  const create = operation('POST', '/products');
  const match = createRouter([list, read, create]);

  it('tells operations apart by method and path', () => {
    expect(match('GET', '/products')).toEqual({ operation: list, parameters: {} });
    expect(match('POST', '/products')).toEqual({ operation: create, parameters: {} });
  });

  it('reads parameters from the path', () => {
    expect(match('GET', '/products/p-17')).toEqual({ operation: read, parameters: { id: 'p-17' } });
  });

  it.each(['/products/', '/products/a/b', '/product', '/x/products'])('does not match %s', (path) => {
    expect(match('GET', path)).toBeUndefined();
  });
});
