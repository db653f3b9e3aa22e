import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { serviceConfig } from './config.schema.ts';
import { settings } from './settings.ts';

const page = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
const documented = z.looseObject({
  server: z.looseObject({}),
  telemetry: z.object({ grafana: z.looseObject({}) }),
});
const example: unknown = parse(/```yaml\n(server:[\s\S]*?)```/.exec(page)?.[1] ?? '');

it('names every environment variable', () => {
  const missing = settings
    .flatMap(({ variables }) => variables)
    .filter((variable) => !page.includes(`\`${variable}\``));
  expect(missing).toEqual([]);
});

it('shows a file that is valid once the secrets are set, with the defaults of the service', () => {
  expect(example).toBeTypeOf('object');
  const shown = serviceConfig.parse(withSecrets(example));
  const defaults = serviceConfig.parse({ server: { sharedSecret: 'x'.repeat(32) } });
  expect(shown.incidents).toEqual(defaults.incidents);
  expect(example).toHaveProperty('retention', defaults.retention);
  expect(shown.detection).toEqual(defaults.detection);
  expect(shown.server).toEqual(defaults.server);
  expect({ ...shown.webhooks, alertmanager: {} }).toEqual(defaults.webhooks);
  expect(shown.detectors).toHaveLength(1);
});

function withSecrets(value: unknown) {
  const { telemetry, server, ...rest } = documented.parse(value);
  return {
    ...rest,
    server: { ...server, sharedSecret: 'x'.repeat(32) },
    telemetry: { grafana: { ...telemetry.grafana, url: 'http://grafana:3000', token: 'glsa_x' } },
  };
}
