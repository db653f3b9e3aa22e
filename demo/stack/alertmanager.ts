import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { findFreePort } from './ports.ts';
import { componentDirectory, type ComponentLocation, launch, type RunningComponent } from './running-component.ts';

export interface AlertWebhook {
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token: string;
}

export interface AlertmanagerOptions extends ComponentLocation {
  /** Without one, alerts are kept and shown but not passed on. */
  readonly webhook?: AlertWebhook;
}

export async function startAlertmanager(options: AlertmanagerOptions): Promise<RunningComponent> {
  const directory = await componentDirectory(options, 'alertmanager');
  const port = options.port ?? (await findFreePort());
  const config = renderAlertmanagerConfig(options.webhook);
  await writeFile(path.join(directory, 'alertmanager.yaml'), config, { mode: 0o600 });
  return launch({
    name: 'alertmanager',
    directory,
    niceness: options.niceness,
    args: [
      '--config.file=alertmanager.yaml',
      `--storage.path=${path.join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    ports: [port],
    url: `http://127.0.0.1:${port}`,
    healthPath: '/-/ready',
  });
}

export function renderAlertmanagerConfig(webhook?: AlertWebhook): string {
  const delivery = webhook && {
    webhook_configs: [
      {
        url: webhook.url,
        send_resolved: true,
        http_config: { authorization: { type: 'Bearer', credentials: webhook.token } },
      },
    ],
  };
  return stringify({
    route: {
      receiver: 'vigil',
      group_by: ['alertname', 'service'],
      group_wait: '1s',
      group_interval: '5s',
      repeat_interval: '1h',
    },
    receivers: [{ name: 'vigil', ...delivery }],
  });
}
