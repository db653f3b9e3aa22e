import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelemetry } from '../create-telemetry.ts';
import { json, startFakeServer, text } from '../testing/fake-server.ts';
import type { FakeServer, Handler } from '../testing/fake-server.ts';

let server: FakeServer;
const range = { fromMs: 0, toMs: 1000 };

const dataSources = [
  { uid: 'second', name: 'Other', type: 'prometheus', isDefault: false },
  { uid: 'main', name: 'Prometheus', type: 'prometheus', isDefault: true },
  { uid: 'jaeger-1', name: 'Jaeger', type: 'jaeger' },
];

/** Grafana with its proxy: what is behind a data source is decided by the test. */
function grafana(proxied: Handler, list: unknown = dataSources): Handler {
  return (request, response, url) => {
    if (request.headers.authorization !== 'Bearer glsa_x') {
      json({ message: 'Unauthorized' }, 401)(request, response, url);
    } else if (url.pathname === '/grafana/api/datasources') {
      json(list)(request, response, url);
    } else {
      proxied(request, response, url);
    }
  };
}

const connect = (settings = {}) =>
  createTelemetry({ grafana: { url: `${server.url}/grafana/`, token: 'glsa_x', ...settings } });

beforeEach(async () => {
  server = await startFakeServer();
});
afterEach(() => server.close());

describe("telemetry through Grafana's data sources", () => {
  it('asks the default data source through the proxy, discovering once', async () => {
    server.handle(grafana(json({ data: ['a'] })));
    const { metrics } = connect();
    await metrics?.labelValues('service', [], range);
    await metrics?.labelValues('service', [], range);
    expect(server.requests.map(({ pathname }) => pathname)).toEqual([
      '/grafana/api/datasources',
      '/grafana/api/datasources/proxy/uid/main/api/v1/label/service/values',
      '/grafana/api/datasources/proxy/uid/main/api/v1/label/service/values',
    ]);
  });

  it('takes the configured UID, and Jaeger where there is no Tempo', async () => {
    server.handle(grafana(json({ data: ['a'] })));
    const { metrics, traces } = connect({ metricsUid: 'second' });
    await metrics?.labelValues('service', [], range);
    expect(await traces?.services(range)).toEqual(['a']);
    expect(server.requests.at(-1)?.pathname).toBe('/grafana/api/datasources/proxy/uid/jaeger-1/api/services');
    expect(server.requests[1]?.pathname).toContain('/uid/second/');
  });

  it('says that there is no log data source instead of showing an empty one', async () => {
    server.handle(grafana(json({})));
    const { logs } = connect();
    await expect(logs?.labelNames(range)).rejects.toMatchObject({ source: 'logs', code: 'not-configured' });
    expect(logs?.health.current().state).toBe('not-configured');
  });

  it('names an unknown UID', async () => {
    server.handle(grafana(json({})));
    await expect(connect({ metricsUid: 'nope' }).metrics?.probe()).rejects.toThrow('UID "nope"');
  });

  it('asks for a token where there is none or a wrong one', async () => {
    server.handle(grafana(json({})));
    const { metrics, grafana: connection } = connect({ token: 'wrong' });
    await expect(metrics?.probe()).rejects.toThrow('Set GRAFANA_TOKEN');
    expect(metrics?.health.current().state).toBe('down');
    expect(connection?.health.current().state).toBe('down');
  });

  it('reports a login page in front of Grafana as one', async () => {
    server.handle(text('<html><title>Sign in</title></html>', 200, 'text/html'));
    await expect(connect().metrics?.probe()).rejects.toMatchObject({ code: 'web-page' });
  });
});

describe('direct addresses', () => {
  it('leaves out what is not configured and prefers Tempo', async () => {
    const telemetry = createTelemetry({ tempo: { url: server.url }, jaeger: { url: 'http://127.0.0.1:1' } });
    expect(telemetry).toMatchObject({ metrics: null, logs: null, grafana: null });
    server.handle(json({ tagValues: [] }));
    await telemetry.traces?.probe();
    expect(server.requests[0]?.pathname).toBe('/api/v2/search/tag/resource.service.name/values');
  });
});
