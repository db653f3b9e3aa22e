import { expect, it } from 'vitest';
import { startLoki } from '../../../demo/stack/loki.ts';
import { createDetectorCatalog } from '../../src/detection/detector-catalog.ts';
import { createTelemetry } from '../../src/telemetry/create-telemetry.ts';
import { ofService } from '../../src/telemetry/of-service.ts';
import { createSeriesSource } from '../../src/telemetry/series-source.ts';
import type { LogsSource } from '../../src/telemetry/telemetry.ts';
import { collectLogs } from '../../src/verbs/investigations/collect-logs.ts';
import { findLogSelector } from '../../src/verbs/investigations/log-selector.ts';
import { scopeOf } from '../../src/verbs/investigations/investigation-scope.ts';
import { defaultDetectionSettings } from '../detection-settings.ts';
import { fakeMetrics } from '../fake-metrics.ts';
import { describeWithServer, eventually } from './real-server.ts';

describeWithServer(
  'loki',
  (directory) => startLoki({ directory }),
  (server) => {
    const nowMs = Date.now();
    const connect = (): LogsSource => {
      const { logs } = createTelemetry({ loki: { url: server().url } });
      if (logs === null) {
        throw new Error('a logs source was configured');
      }
      return logs;
    };
    const push = async (service: string, level: string, lines: ReadonlyArray<[number, string]>): Promise<void> => {
      const values = lines.map(([timestampMs, line]) => [`${timestampMs}000000`, line]);
      const response = await fetch(`${server().url}/loki/api/v1/push`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ streams: [{ stream: { service, level }, values }] }),
      });
      expect(response.status).toBe(204);
    };
    const secondsAgo = (seconds: number): number => nowMs - seconds * 1000;
    const json = (message: string): string => JSON.stringify({ level: 'error', message });

    it('finds what is more frequent than before, and reads no more than it may', async () => {
      await push('orders', 'info', [[secondsAgo(500), 'started']]);
      await push('orders', 'error', [
        [secondsAgo(300), json('Lock 1 timed out')],
        ...Array.from({ length: 30 }, (_, index): [number, string] => [
          secondsAgo(60 - index),
          json(`Payment ${index} failed`),
        ]),
        [secondsAgo(10), json('Lock 2 timed out')],
      ]);
      const scope = scopeOf(['orders', 'silent'], secondsAgo(61), nowMs, 15, []);
      const logs = connect();
      const found = await eventually(
        () => collectLogs(logs, scope, 20),
        ({ deltas }) => deltas.length > 0
      );
      expect(found.deltas).toMatchObject([{ service: 'orders', template: 'Payment <*> failed', baselineCount: 0 }]);
      expect(found.evidence).toHaveLength(1);
      expect(found.evidence[0]).toMatchObject({
        interesting: true,
        truncated: 'Only the newest 20 lines were read (MAX_LOG_LINES).',
        query: '{service="orders", level=~"(?i)^(warn|warning|error|err|fatal|critical|panic)$"}',
      });
    });

    it('tells the volume of a stream and its oldest line', async () => {
      const range = { fromMs: secondsAgo(600), toMs: nowMs };
      const logs = connect();
      const bytes = await eventually(
        () => logs.volumeBytes('{service="orders"}', range),
        (found) => found > 0
      );
      expect(bytes).toBeGreaterThan(1000);
      expect((await logs.oldest('{service="orders"}', range))?.line).toBe('started');
      expect(await logs.oldest('{service="nobody"}', range)).toBeNull();
    });

    it('counts lines, and error lines by the level that Loki found in them', async () => {
      const catalog = createDetectorCatalog(null, { ...defaultDetectionSettings, logDetectors: true }, connect());
      await catalog.refresh(nowMs);
      const source = createSeriesSource(fakeMetrics(), connect());
      const stepMs = 60_000;
      const atMs = Math.ceil(nowMs / stepMs) * stepMs;
      const latest = async (id: string): Promise<number | undefined> => {
        const query = catalog.find(id)?.query ?? '';
        const series = await source.queryRange(query, { fromMs: atMs, toMs: atMs }, stepMs / 1000);
        return series.find(({ labels }) => labels.service === 'orders')?.values[0];
      };
      expect(
        await eventually(
          () => latest('log-lines'),
          (lines) => (lines ?? 0) > 0
        )
      ).toBeGreaterThanOrEqual(31);
      expect(await latest('log-errors')).toBe(1);
      const narrowed = ofService(catalog.find('log-lines')?.query ?? '', 'service', 'orders');
      const found = await source.queryRange(narrowed, { fromMs: atMs, toMs: atMs }, stepMs / 1000);
      expect(found.map(({ labels }) => labels)).toEqual([{ service: 'orders' }]);
      const nobody = ofService(catalog.find('log-lines')?.query ?? '', 'service', 'nobody');
      expect(await source.queryRange(nobody, { fromMs: atMs, toMs: atMs }, stepMs / 1000)).toEqual([]);
    });

    it('takes every query that is built from its labels', async () => {
      const range = { fromMs: secondsAgo(600), toMs: nowMs };
      const selector = await findLogSelector(connect(), ['orders'], range);
      expect(selector.selector('orders')).toBe('{service="orders"}');
      expect(selector.selector('nobody')).toBeNull();
      const words = `{service="orders"} |~ "(?i)\\\\b(error|exception)\\\\b"`;
      expect((await connect().queryRange(words, range, 100)).lines.length).toBeGreaterThan(0);
      await expect(connect().queryRange('{service=', range, 1)).rejects.toMatchObject({ code: 'bad-query' });
    });
  }
);
