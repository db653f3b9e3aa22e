import { expect, it } from 'vitest';
import { startPrometheus } from '../../../demo/stack/prometheus.ts';
import { defaultDetectionSettings } from '../detection-settings.ts';
import { createDetectorCatalog } from '../../src/detection/detector-catalog.ts';
import { createTelemetry } from '../../src/telemetry/create-telemetry.ts';
import type { MetricsSource } from '../../src/telemetry/telemetry.ts';
import { remoteWrite } from '../../src/telemetry/remote-write.ts';
import { describeWithServer, eventually } from './real-server.ts';

const minuteMs = 60_000;

describeWithServer(
  'prometheus',
  (directory) => startPrometheus({ directory }),
  (server) => {
    const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;
    const range = { fromMs: nowMs - 60 * minuteMs, toMs: nowMs };

    const connect = (): MetricsSource => {
      const { metrics } = createTelemetry({ prometheus: { url: server().url } });
      if (metrics === null) {
        throw new Error('a metrics source was configured');
      }
      return metrics;
    };
    const write = (labels: Record<string, string>, minutes: number, valueAt: (minute: number) => number) =>
      remoteWrite({ url: server().remoteWriteUrl }, [
        {
          labels,
          samples: Array.from({ length: minutes + 1 }, (_, index) => ({
            timestampMs: nowMs - (minutes - index) * minuteMs,
            value: valueAt(index),
          })),
        },
      ]);

    it('answers ranges with NaN and infinity as no value', async () => {
      const odd = [1, Number.NaN, Number.POSITIVE_INFINITY, 4];
      await write({ __name__: 'odd_values', service: 'a' }, 3, (index) => odd[index] ?? 0);
      const at = { fromMs: nowMs - 3 * minuteMs, toMs: nowMs };
      const [series] = await eventually(
        () => connect().queryRange('odd_values', at, 60),
        (found) => found.length > 0
      );
      expect([...(series?.values ?? [])]).toEqual([1, Number.NaN, Number.NaN, 4]);
      expect(series?.timestampsMs[0]).toBe(at.fromMs);
    });

    it('answers more points than one request may have', async () => {
      await write({ __name__: 'up', service: 'a' }, 10, () => 1);
      const long = { fromMs: nowMs - 12_000 * 15_000, toMs: nowMs };
      const [series] = await eventually(
        () => connect().queryRange('vector(1)', long, 15),
        (found) => found.length > 0
      );
      expect(series?.values).toHaveLength(12_001);
    });

    it('sees through the restart of a counter', async () => {
      await write({ __name__: 'http_requests_total', service: 'a', status: '200' }, 60, (minute) =>
        minute < 30 ? minute * 600 : (minute - 29) * 600
      );
      const query = 'sum by (service) (rate(http_requests_total{service!=""}[180s]))';
      const [series] = await eventually(
        () => connect().queryRange(query, range, 60),
        (found) => (found[0]?.values.length ?? 0) > 50
      );
      const settled = [...(series?.values ?? [])].slice(3);
      expect(Math.min(...settled)).toBeGreaterThan(9);
      expect(Math.max(...settled)).toBeLessThan(11);
    });

    it('is discovered, and every query of the detectors is one that it takes', async () => {
      const metrics = connect();
      const settings = { ...defaultDetectionSettings, rateWindowSeconds: 180 };
      const catalog = createDetectorCatalog(metrics, settings);
      const detectors = await eventually(
        async () => {
          await catalog.refresh(nowMs);
          return catalog.all();
        },
        (found) => found.length >= 3
      );
      expect(detectors.map(({ id }) => id)).toEqual(['availability', 'http-errors', 'http-traffic']);
      for (const { query } of detectors) {
        const found = await metrics.queryRange(query, range, 60);
        expect(found.map(({ labels }) => labels)).toEqual([{ service: 'a' }]);
      }
      const errors = await metrics.queryRange(detectors[1]?.query ?? '', range, 60);
      expect(new Set(errors[0]?.values)).toEqual(new Set([0]));
    });

    it('names a wrong query and a wrong path', async () => {
      await expect(connect().queryRange('rate(', range, 60)).rejects.toMatchObject({ code: 'bad-query' });
      const { metrics } = createTelemetry({ prometheus: { url: `${server().url}/wrong` } });
      await expect(metrics?.probe()).rejects.toMatchObject({ code: 'not-found' });
    });

    it('is down while it is stopped, and comes back by itself', async () => {
      const metrics = connect();
      await metrics.probe();
      server().pause();
      const slow = createTelemetry(
        { prometheus: { url: server().url } },
        { timeoutMs: 300, maxResponseBytes: 1e6, maxConcurrent: 2, maxRetries: 0, retryDelayMs: 1 }
      );
      await expect(slow.metrics?.probe()).rejects.toMatchObject({ code: 'timeout' });
      expect(slow.metrics?.health.current().state).toBe('down');
      server().resume();
      await slow.metrics?.probe();
      expect(slow.metrics?.health.current().state).toBe('ok');
    });
  }
);
