import { createHmac } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { webhookSecret } from './service-harness.ts';

interface AlertInput {
  status?: 'firing' | 'resolved';
  labels?: Record<string, string>;
  startsAt?: string;
  endsAt?: string;
  fingerprint?: string;
  [key: string]: unknown;
}

const noEnd = '0001-01-01T00:00:00Z';

function alertOf({ labels = {}, ...rest }: AlertInput) {
  return {
    status: 'firing',
    labels: { alertname: 'HighErrorRate', service: 'orders', severity: 'warning', ...labels },
    annotations: { summary: 'More than 5 % of the requests fail' },
    startsAt: '2026-03-02T09:59:00.000Z',
    endsAt: noEnd,
    generatorURL: 'http://prometheus:9090/graph?g0.expr=errors',
    fingerprint: 'b2f5c1d4e6a79380',
    ...rest,
  };
}

export function alertmanagerBody(alerts: readonly AlertInput[] = [{}]) {
  return {
    version: '4',
    groupKey: '{}:{alertname="HighErrorRate"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'vigil',
    groupLabels: { alertname: 'HighErrorRate' },
    commonLabels: { alertname: 'HighErrorRate' },
    commonAnnotations: {},
    externalURL: 'http://alertmanager:9093',
    notification_reason: 'firing_alerts_added',
    routeLabels: {},
    alerts: alerts.map(alertOf),
  };
}

export function grafanaBody(alerts: readonly AlertInput[] = [{}]) {
  return {
    receiver: 'Vigil',
    status: 'firing',
    orgId: 1,
    alerts: alerts.map((alert) => ({
      ...alertOf({
        generatorURL: 'http://grafana:3000/alerting/grafana/rule-errors/view?orgId=1',
        startsAt: '2026-03-02T10:59:00+01:00',
        ...alert,
      }),
      silenceURL: 'http://grafana:3000/alerting/silence/new?alertmanager=grafana',
      dashboardURL: '',
      panelURL: '',
      ruleUID: 'rule-errors',
      values: { A: 0.12, B: null },
      valueString: "[ var='A' labels={service=orders} value=0.12 ]",
      orgId: 1,
      ...alert,
      labels: alertOf(alert).labels,
    })),
    groupLabels: { alertname: 'HighErrorRate' },
    commonLabels: { alertname: 'HighErrorRate' },
    commonAnnotations: {},
    externalURL: 'http://grafana:3000/',
    appVersion: '12.4.1',
    version: '1',
    groupKey: '{}:{alertname="HighErrorRate"}',
    truncatedAlerts: 0,
    title: '[FIRING:1] HighErrorRate (orders)',
    state: 'alerting',
    message: '**Firing**',
  };
}

/** What Grafana sends for a rule whose query returns nothing, or fails. */
export function brokenRuleAlert(alertname: 'DatasourceNoData' | 'DatasourceError'): AlertInput {
  return {
    labels: { alertname, rulename: 'HighErrorRate', datasource_uid: 'prometheus', ref_id: 'A' },
    fingerprint: `${alertname}-fingerprint`,
    values: null,
  };
}

export function sendAlerts(app: FastifyInstance, body: unknown): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/webhook/alerts',
    headers: { 'content-type': 'application/json' },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function sendGrafana(
  app: FastifyInstance,
  body: unknown,
  now: Date,
  headers: Record<string, string> = {},
  method: 'POST' | 'PUT' = 'POST'
): Promise<LightMyRequestResponse> {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return app.inject({
    method,
    url: '/webhook/grafana',
    headers: {
      'content-type': 'application/json',
      'x-grafana-alerting-timestamp': timestamp,
      'x-grafana-alerting-signature': createHmac('sha256', webhookSecret)
        .update(`${timestamp}:${payload}`)
        .digest('hex'),
      ...headers,
    },
    payload,
  });
}
