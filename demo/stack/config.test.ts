import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderAlertRules } from './alert-rules.ts';
import { renderAlertmanagerConfig } from './alertmanager.ts';
import { renderGrafanaIni } from './grafana-config.ts';
import { jaegerArguments } from './jaeger.ts';
import { renderLokiConfig } from './loki.ts';
import { renderPrometheusConfig, renderTargets } from './prometheus-config.ts';

describe('Prometheus configuration', () => {
  it('scrapes and evaluates in the chosen interval and accepts a back-filled week', () => {
    const config = parse(renderPrometheusConfig({ scrapeIntervalSeconds: 7 }));
    expect(config.global).toEqual({ scrape_interval: '7s', scrape_timeout: '7s', evaluation_interval: '7s' });
    expect(config.storage.tsdb.out_of_order_time_window).toBe('8d');
  });

  it('loads rules only when there is somebody to send alerts to', () => {
    expect(parse(renderPrometheusConfig({ scrapeIntervalSeconds: 5 }))).not.toHaveProperty('rule_files');
    const config = parse(
      renderPrometheusConfig({ scrapeIntervalSeconds: 5, alertmanagerUrl: 'http://127.0.0.1:19093' })
    );
    expect(config.rule_files).toEqual(['rules.yaml']);
    expect(config.alerting.alertmanagers[0].static_configs[0].targets).toEqual(['127.0.0.1:19093']);
  });

  it('gives every target its own path and labels', () => {
    const text = renderTargets([
      { address: '127.0.0.1:1', metricsPath: '/metrics', labels: { job: 'orders', service: 'orders' } },
      { address: '127.0.0.1:2', metricsPath: '/actuator/prometheus', labels: { job: 'payments', service: 'payments' } },
    ]);
    expect(JSON.parse(text)).toEqual([
      { targets: ['127.0.0.1:1'], labels: { job: 'orders', service: 'orders', __metrics_path__: '/metrics' } },
      {
        targets: ['127.0.0.1:2'],
        labels: { job: 'payments', service: 'payments', __metrics_path__: '/actuator/prometheus' },
      },
    ]);
  });

  it('has the three alerts of the demo system', () => {
    const { rules } = parse(renderAlertRules(5)).groups[0];
    expect(rules.map((rule: { alert: string }) => rule.alert)).toEqual([
      'ServiceDown',
      'HighAPIErrorRate',
      'HighAPILatency',
    ]);
  });
});

describe('Alertmanager configuration', () => {
  it('passes alerts and their end on with a bearer token', () => {
    const config = parse(renderAlertmanagerConfig({ url: 'http://127.0.0.1:8001/webhook/alerts', token: 'secret' }));
    expect(config.receivers[0].webhook_configs[0]).toEqual({
      url: 'http://127.0.0.1:8001/webhook/alerts',
      send_resolved: true,
      http_config: { authorization: { type: 'Bearer', credentials: 'secret' } },
    });
  });

  it('keeps alerts to itself without a webhook', () => {
    expect(parse(renderAlertmanagerConfig()).receivers).toEqual([{ name: 'vigil' }]);
  });
});

describe('loopback', () => {
  it('is where Loki listens', () => {
    const { server } = parse(renderLokiConfig('/run/loki', 3100, 9095));
    expect(server).toMatchObject({ http_listen_address: '127.0.0.1', grpc_listen_address: '127.0.0.1' });
  });

  it('is where every port of Jaeger listens', () => {
    const ports = { query: 1, otlpHttp: 2, otlpGrpc: 3, queryGrpc: 4, collectorHttp: 5, collectorGrpc: 6, admin: 7 };
    const listeners = jaegerArguments(ports, 10).filter((argument) => argument.includes('host-port'));
    expect(listeners.map((listener) => listener.split('=')[1]).sort()).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((port) => `127.0.0.1:${port}`)
    );
  });
});

describe('Grafana configuration', () => {
  it('loads both unsigned plugins and contacts nobody', () => {
    const ini = renderGrafanaIni(
      { directory: '/run/grafana', plugins: '/plugins', provisioning: '/provisioning' },
      3000
    );
    expect(ini).toContain('allow_loading_unsigned_plugins = vigil-aiops-app,vigil-aiops-datasource\n');
    expect(ini).toContain('[analytics]\nenabled = false\nreporting_enabled = false\ncheck_for_updates = false\n');
    expect(ini).toContain('preinstall_disabled = true');
    expect(ini.startsWith('app_mode = development\n')).toBe(true);
  });
});
