import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderAlertRules } from '../stack/alert-rules.ts';
import { services, targetLabelsOf } from '../system/catalog.ts';

const firstPort = 9500;

async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(path.join(import.meta.dirname, file), 'utf8'), { merge: true });
}

test('Prometheus in containers scrapes every service of the catalog where the compose file puts it', async () => {
  const targets = services.map(({ name, metricsPath }, index) => ({
    targets: [`demo-system:${firstPort + index}`],
    labels: { ...targetLabelsOf(name), __metrics_path__: metricsPath },
  }));

  expect(await readYaml('prometheus/targets.yaml')).toEqual(targets);
});

test('the demo system takes the ports that Prometheus scrapes', async () => {
  const file = (await readYaml('../../docker-compose.yaml')) as { services: { 'demo-system': { command: string[] } } };

  expect(file.services['demo-system'].command).toContain(`--first-port=${firstPort}`);
});

test('the alert rules in containers are those of the local stack', async () => {
  expect(await readYaml('prometheus/rules.yaml')).toEqual(parse(renderAlertRules(5)));
});

test('Alertmanager sends the token that the service asks for', async () => {
  const compose = (await readYaml('../../docker-compose.yaml')) as {
    services: { vigil: { environment: { VIGIL_WEBHOOK_TOKEN: string } } };
  };
  const alertmanager = JSON.stringify(await readYaml('alertmanager.yaml'));

  const [, fallback] = /:-(.+)\}$/.exec(compose.services.vigil.environment.VIGIL_WEBHOOK_TOKEN)!;
  expect(alertmanager).toContain(`"credentials":"${fallback}"`);
});
