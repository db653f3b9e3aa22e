import { detectorDefinition } from '@vigil/contract';
import { describe, expect, it } from 'vitest';
import { fakeMetrics } from '../../test/fake-metrics.ts';
import { createDetectorCatalog } from './detector-catalog.ts';
import { defaultDetectionSettings } from '../../test/detection-settings.ts';
import { detectorPresets } from './presets/index.ts';
import type { LogsSource } from '../telemetry/telemetry.ts';

/** Names of the metrics that exist with each label. */
function metricsWith(byLabel: Record<string, string[]>) {
  const metrics = fakeMetrics();
  metrics.labelValues = (_label, [matcher = '']) => {
    const label = Object.keys(byLabel).find((name) => matcher.includes(`,${name}!=""`)) ?? '';
    const asked = /__name__=~"([^"]*)"/.exec(matcher)?.[1]?.split('|') ?? [];
    return Promise.resolve((byLabel[label] ?? []).filter((name) => asked.includes(name)));
  };
  return metrics;
}

async function discover(byLabel: Record<string, string[]>, settings = {}) {
  const catalog = createDetectorCatalog(metricsWith(byLabel), { ...defaultDetectionSettings, ...settings });
  await catalog.refresh(0);
  return catalog.all();
}

describe('discovering detectors', () => {
  it('takes up presets whose metrics all exist', async () => {
    const found = await discover({ service: ['up', 'jvm_memory_used_bytes', 'http_requests_total'] });
    expect(found.map(({ id }) => id)).toEqual(['availability', 'http-errors', 'http-traffic']);
    const complete = await discover({ service: ['jvm_memory_used_bytes', 'jvm_memory_max_bytes'] });
    expect(complete.map(({ id }) => id)).toEqual(['jvm-heap']);
  });

  it('watches each metric by the first service label that it has', async () => {
    const found = await discover({ service: ['http_requests_total'], job: ['http_requests_total', 'up'] });
    expect(found.map(({ id, serviceLabel }) => [id, serviceLabel])).toEqual([
      ['availability', 'job'],
      ['http-errors', 'service'],
      ['http-traffic', 'service'],
    ]);
    expect(found[0]?.query).toBe('avg by (job) (up{job!=""})');
  });

  it('leaves out what is disabled and lets an own detector win', async () => {
    const own = detectorDefinition.parse({ id: 'http-errors', title: 'Mine', kind: 'errors', query: 'my_errors' });
    const settings = { disabledPresets: ['http-traffic'], custom: [own] };
    const found = await discover({ service: ['http_requests_total'] }, settings);
    expect(found).toEqual([own]);
  });

  it('counts log lines by the label that Loki has, where that is wanted', async () => {
    const logs = { labelNames: () => Promise.resolve(['level', 'service_name']) } as unknown as LogsSource;
    const settings = { ...defaultDetectionSettings, logDetectors: true };
    const wanted = createDetectorCatalog(metricsWith({}), settings, logs);
    await wanted.refresh(0);
    expect(wanted.all().map(({ id, serviceLabel, stepSeconds }) => [id, serviceLabel, stepSeconds])).toEqual([
      ['log-errors', 'service_name', 60],
      ['log-lines', 'service_name', 60],
    ]);
    expect(wanted.find('log-lines')?.query).toBe(
      'logs: sum by (service_name) (count_over_time({service_name=~".+"}[120s]))'
    );
    const unwanted = createDetectorCatalog(metricsWith({}), defaultDetectionSettings, logs);
    await unwanted.refresh(0);
    expect(unwanted.all()).toEqual([]);
  });

  it('makes detectors of span metrics', async () => {
    const found = await discover({ service: ['traces_spanmetrics_latency_bucket', 'traces_spanmetrics_calls_total'] });
    expect(found.map(({ id }) => id)).toEqual(['tempo-spans-errors', 'tempo-spans-latency', 'tempo-spans-rate']);
    expect(found.find(({ id }) => id === 'tempo-spans-rate')?.options.signal).toBe('trace');
  });

  it('keeps the known detectors when discovery fails', async () => {
    const metrics = metricsWith({ service: ['up'] });
    const catalog = createDetectorCatalog(metrics, defaultDetectionSettings);
    await catalog.refresh(0);
    metrics.labelValues = () => Promise.reject(new Error('down'));
    await expect(catalog.refresh(0)).rejects.toThrow('down');
    expect(catalog.all().map(({ id }) => id)).toEqual(['availability']);
  });
});

describe('a detector that is not found', () => {
  it('stays when it was found before: that its metrics are gone may be the fault', async () => {
    const metrics = metricsWith({ service: ['up'] });
    const catalog = createDetectorCatalog(metrics, defaultDetectionSettings);
    expect(catalog.fateOf('availability')).toBe('undiscovered');
    await catalog.refresh(0);
    metrics.labelValues = () => Promise.resolve([]);
    await catalog.refresh(0);
    expect(catalog.fateOf('availability')).toBe('active');
    expect(catalog.fateOf('http-errors')).toBe('missing');
  });

  it('is removed when the configuration does not ask for it', () => {
    const off = detectorDefinition.parse({ id: 'mine', title: 'Mine', kind: 'errors', query: 'q', enabled: false });
    const settings = { ...defaultDetectionSettings, disabledPresets: ['http-traffic'], custom: [off] };
    const catalog = createDetectorCatalog(metricsWith({}), settings);
    expect(['mine', 'http-traffic', 'of-yesterday'].map((id) => catalog.fateOf(id))).toEqual(Array(3).fill('removed'));
  });
});

describe('presets', () => {
  it('have ids of their own, and queries without placeholders left', async () => {
    const everything = detectorPresets.flatMap(({ requires }) => requires);
    const logs = { labelNames: () => Promise.resolve(['service']) } as unknown as LogsSource;
    const settings = { ...defaultDetectionSettings, logDetectors: true };
    const catalog = createDetectorCatalog(metricsWith({ service: everything }), settings, logs);
    await catalog.refresh(0);
    const found = catalog.all();
    expect(new Set(found.map(({ id }) => id)).size).toBe(detectorPresets.length);
    expect(found.filter(({ query }) => query.includes('$'))).toEqual([]);
    for (const { requires, query } of detectorPresets) {
      for (const metric of requires) {
        expect(query).toContain(metric);
      }
    }
  });
});
