import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createDetectionMetrics } from '../src/detection/detection-metrics.ts';
import { createSeriesRegistry } from '../src/detection/series-registry.ts';
import { registerPrecisionMetrics } from '../src/verbs/feedback/precision-metrics.ts';
import { startTestService } from './service-harness.ts';

const dashboard = z
  .object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string().optional() })) })) })
  .parse(JSON.parse(readFileSync(new URL('../../src/dashboards/vigil-detectors.json', import.meta.url), 'utf8')));

it('asks on the dashboard of the detectors only for metrics that there are', async () => {
  const service = await startTestService();
  const registry = new Registry();
  createDetectionMetrics(
    registry,
    createSeriesRegistry(),
    () => [],
    () => service.clock.now()
  );
  registerPrecisionMetrics(registry, { ...service.context, catalog: { all: () => [] } });
  const exposed = new Set(registry.getMetricsAsArray().map(({ name }) => name));
  const expressions = dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => expr ?? []));
  const asked = expressions.flatMap((expr) => expr.match(/\b(?:ai|vigil)_\w+/g) ?? []);
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.map((name) => name.replace(/_bucket$/, '')).filter((name) => !exposed.has(name))).toEqual([]);
  await service.close();
});
