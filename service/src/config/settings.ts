type SettingReader = 'text' | 'number';

export interface Setting {
  /** Where it is in the configuration file. */
  path: readonly string[];
  /** Environment variables that set it; the first that is set wins. */
  variables: readonly string[];
  read: SettingReader;
  /** What to write there. */
  remedy: string;
}

function setting(path: string, variables: readonly string[], remedy: string, read: SettingReader = 'text'): Setting {
  return { path: path.split('.'), variables, read, remedy };
}

/** Everything that the environment can set. */
export const settings: readonly Setting[] = [
  setting('server.host', ['API_HOST'], 'an address to listen on, e.g. 127.0.0.1'),
  setting('server.port', ['API_PORT'], 'a port from 0 to 65535, e.g. 8001', 'number'),
  setting('server.logLevel', ['LOG_LEVEL'], 'one of fatal, error, warn, info, debug, trace, silent'),
  setting(
    'server.sharedSecret',
    ['VIGIL_SHARED_SECRET'],
    '32 random characters or more, the same as in the plugin configuration; `openssl rand -hex 32` makes one'
  ),
  setting(
    'storage.databaseUrl',
    ['DATABASE_URL'],
    'an address like postgres://user:password@host:5432/vigil, or nothing'
  ),
  setting('storage.dataDir', ['VIGIL_DATA_DIR'], 'a folder that this process may write to'),
  setting(
    'telemetry.prometheus.url',
    ['PROMETHEUS_URL', 'VM_URL'],
    'an address like http://prometheus:9090; credentials go into VM_TOKEN'
  ),
  setting('telemetry.prometheus.token', ['VM_TOKEN'], 'a bearer token; it needs PROMETHEUS_URL beside it'),
  setting(
    'telemetry.loki.url',
    ['LOKI_URL'],
    'an address like http://loki:3100; credentials go into telemetry.loki.token of the file'
  ),
  setting(
    'telemetry.tempo.url',
    ['TEMPO_URL'],
    'an address like http://tempo:3200; credentials go into telemetry.tempo.token of the file'
  ),
  setting(
    'telemetry.jaeger.url',
    ['JAEGER_URL'],
    'an address like http://jaeger:16686; credentials go into telemetry.jaeger.token of the file'
  ),
  setting(
    'telemetry.grafana.url',
    ['GRAFANA_URL'],
    'an address like http://grafana:3000; credentials go into GRAFANA_TOKEN'
  ),
  setting(
    'telemetry.grafana.token',
    ['GRAFANA_TOKEN'],
    'the token of a service account that may query data sources; it and GRAFANA_URL need one another'
  ),
  setting(
    'telemetry.remoteWriteUrl',
    ['VIGIL_REMOTE_WRITE_URL'],
    'an address like http://prometheus:9090/api/v1/write that needs no credentials'
  ),
  setting('webhooks.alertmanager.token', ['VIGIL_WEBHOOK_TOKEN'], 'the token that Alertmanager sends, or nothing'),
  setting('webhooks.grafana.secret', ['VIGIL_WEBHOOK_SECRET'], 'the secret of the contact point, or nothing'),
  setting('investigation.windowMinutes', ['TIME_WINDOW_MINUTES'], 'minutes from 1 to 1440', 'number'),
  setting('investigation.maxLogLines', ['MAX_LOG_LINES'], 'a number from 1 to 5000', 'number'),
  setting('investigation.maxMetricsPoints', ['MAX_METRICS_POINTS'], 'a number from 10 to 11000', 'number'),
];
