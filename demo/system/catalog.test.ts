import { describe, expect, it } from 'vitest';
import { callGraph, findService, serviceNames, services, targetLabelsOf } from './catalog.ts';

describe('catalog', () => {
  it('lists every service once', () => {
    expect(services.map(({ name }) => name)).toEqual(serviceNames);
  });

  it('has a call graph through which the gateway reaches every service, without cycles', () => {
    const depths = new Map([['gateway', 0]]);
    for (const { caller, callee } of [...callGraph, ...callGraph]) {
      const depth = depths.get(caller);
      if (depth !== undefined) {
        depths.set(callee, Math.max(depth + 1, depths.get(callee) ?? 0));
      }
    }
    expect(new Set(depths.keys())).toEqual(new Set(serviceNames));
    expect(Math.max(...depths.values())).toBe(2);
  });

  it('gives the Spring Boot service the path of its actuator', () => {
    expect(findService('payments').metricsPath).toBe('/actuator/prometheus');
  });

  it('labels targets without their port', () => {
    expect(targetLabelsOf('orders')).toEqual({ service: 'orders', job: 'orders', instance: 'orders-0' });
  });
});
