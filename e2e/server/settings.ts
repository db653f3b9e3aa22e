/** What the tests and the servers that they talk to agree on. */
export const settings = {
  grafanaPort: Number(process.env.VIGIL_E2E_GRAFANA_PORT ?? 19780),
  servicePort: Number(process.env.VIGIL_E2E_SERVICE_PORT ?? 19781),
  sharedSecret: 'end-to-end-tests-only-shared-secret-0123456789',
  webhookSecret: 'end-to-end-tests-only-webhook-secret',
};

export const serviceUrl = `http://127.0.0.1:${settings.servicePort}`;
export const grafanaUrl = process.env.GRAFANA_URL ?? `http://127.0.0.1:${settings.grafanaPort}`;
