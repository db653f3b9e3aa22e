import { expect, it } from 'vitest';
import { parseColumn, parseEdge, roleOf } from './metric-name.ts';

it.each([
  ['container_cpu_usage_seconds_total', 'cpu'],
  ['MemoryUsage(Mi)', 'memory'],
  ['http_request_duration_seconds', 'latency'],
  ['lat_99', 'latency'],
  ['SuccessRate(%)', 'availability'],
  ['errors_total', 'failures'],
  ['requests_Sum', 'traffic'],
  ['SyscallRead', 'other'],
])('%s measures %s', (metric, role) => {
  expect(roleOf(metric)).toBe(role);
});

it('parts a column at the last bar', () => {
  expect(parseColumn('sqs|eu|latency')).toEqual({ subject: 'sqs|eu', metric: 'latency' });
});

it('knows edges from services', () => {
  expect(parseEdge('shop->cart')).toEqual(['shop', 'cart']);
  expect(parseEdge('shop')).toBeNull();
});
