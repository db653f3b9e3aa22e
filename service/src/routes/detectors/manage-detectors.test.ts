import type { Role } from '@vigil/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detector } from '../../../test/detection-harness.ts';
import { defaultDetectionSettings } from '../../../test/detection-settings.ts';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { authorization } from '../../../test/sign-identity.ts';
import { createDetectorCatalog } from '../../detection/detector-catalog.ts';
import type { DetectorCatalog } from '../../detection/detector-catalog.ts';
import { createScoringStatus } from '../../detection/scoring-status.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';
import { adoptStored } from '../../verbs/detectors/adopt-stored.ts';
import { detectorRoutes } from './index.ts';

let service: TestService;
let catalog: DetectorCatalog;
const metrics = fakeMetrics();
const settings = {
  ...defaultDetectionSettings,
  custom: [detector('in-file', 'latency')],
  disabledPresets: ['http-traffic'],
  presetOptions: { 'http-latency': { sensitivity: 2 } },
};
const answer = metrics.queryInstant;
const own = { id: 'checkout', title: 'Checkout', kind: 'latency', query: 'checkout_seconds', unit: 's' };

beforeAll(async () => {
  catalog = createDetectorCatalog(metrics, settings);
  service = await startTestService({
    routesOf: (context) =>
      detectorRoutes({
        ...context,
        telemetry: { metrics, logs: null, traces: null, grafana: null },
        catalog,
        scoring: createScoringStatus(() => context.clock.now()),
        scoreRange: null,
      }),
  });
}, 60_000);
afterAll(() => service.close());

beforeEach(async () => {
  metrics.isDown = false;
  metrics.queryInstant = answer;
  metrics.queries.set('checkout_seconds', [{ labels: { service: 'shop' }, valueAt: () => 0.3 }]);
  metrics.queries.set('by_host', [{ labels: { __name__: 'load', host: 'a' }, valueAt: () => 1 }]);
  await service.context.database.deleteFrom('storedDetectors').execute();
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function ask(method: Method, path: string, payload?: object, role: Role = 'Admin') {
  const headers = { authorization: await authorization(service.clock.now(), { role }) };
  const response = await service.app.inject({ method, url: `/api/v1/detectors${path}`, payload, headers });
  return { status: response.statusCode, body: response.body === '' ? null : response.json() };
}

describe('making a detector', () => {
  it('fills in what is left out, and shows it as the one of whoever made it', async () => {
    const { status, body } = await ask('POST', '', { ...own, options: { direction: 'up', contamination: 0.02 } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      source: 'database',
      state: 'active',
      version: 1,
      updatedBy: 'editor',
      options: { direction: 'up', contamination: 0.02, minSamples: 60 },
    });
    expect(catalog.find('checkout')?.query).toBe('checkout_seconds');
    const list = await ask('GET', '', undefined, 'Viewer');
    expect(list.body.items.map(({ id }: { id: string }) => id)).toContain('checkout');
  });

  it.each([
    [{ options: { contamination: 0.7 } }, 'options.contamination', '0.5 or less'],
    [{ options: { dataRange: [1, 0] } }, 'options.dataRange', 'ascend'],
    [{ options: { dirction: 'up' } }, 'options', 'dirction'],
    [{ id: 'Not An Id' }, 'id', 'lower-case words'],
    [{ query: 'nothing_there' }, 'query', 'finds no series now'],
    [{ query: 'by_host' }, 'serviceLabel', 'by (service)'],
    [{ id: 'in-file' }, 'id', 'choose another'],
    [{ id: 'http-latency' }, 'id', 'preset'],
  ])('is refused for %j with the field and what to do about it', async (changes, field, remedy) => {
    const { status, body } = await ask('POST', '', { ...own, ...changes });
    expect([400, 409]).toContain(status);
    expect(body.field).toBe(field);
    expect(body.errors[0].message).toContain(remedy);
  });

  it('is refused for what PromQL cannot parse, in the words of the metrics source', async () => {
    metrics.queryInstant = () =>
      Promise.reject(new TelemetryError('metrics', 'bad-query', '1:5: parse error: unclosed left parenthesis'));
    const { status, body } = await ask('POST', '', { ...own, acceptUntried: true });
    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({ field: 'query', message: expect.stringContaining('unclosed left') });
  });

  it('can be insisted on while the query finds nothing or cannot be tried', async () => {
    expect((await ask('POST', '', { ...own, query: 'later', acceptUntried: true })).status).toBe(201);
    metrics.isDown = true;
    expect((await ask('POST', '', { ...own, id: 'other' })).status).toBe(502);
    expect((await ask('POST', '', { ...own, id: 'other', acceptUntried: true })).status).toBe(201);
  });

  it('is for administrators', async () => {
    for (const [method, path] of [
      ['POST', ''],
      ['PUT', '/checkout'],
      ['DELETE', '/checkout?version=1'],
    ] as const) {
      expect((await ask(method, path, method === 'DELETE' ? undefined : own, 'Editor')).status).toBe(403);
    }
  });
});

describe('changing a detector', () => {
  it('keeps what is left out, and refuses a change of an older version', async () => {
    await ask('POST', '', { ...own, options: { direction: 'up' } });
    const first = await ask('PUT', '/checkout', { version: 1, options: { minDeviation: 0.2 } });
    expect(first.body).toMatchObject({
      version: 2,
      title: 'Checkout',
      options: { direction: 'up', minDeviation: 0.2 },
    });
    const late = await ask('PUT', '/checkout', { version: 1, enabled: false });
    expect(late).toMatchObject({
      status: 409,
      body: { field: 'version', detail: expect.stringContaining('version 2') },
    });
    expect((await ask('PUT', '/checkout', { version: 2, query: 'by_host' })).body.field).toBe('serviceLabel');
    expect((await ask('PUT', '/nope', { version: 0 })).status).toBe(404);
  });

  it('stores of a preset only what differs from it, and says what does', async () => {
    const { body } = await ask('PUT', '/http-latency', {
      version: 0,
      options: { direction: 'up', minDeviation: 0.4, sensitivity: 2 },
    });
    expect(body).toMatchObject({ source: 'preset', version: 1, overriddenOptions: ['minDeviation'] });
    expect(body.options).toMatchObject({ minDeviation: 0.4, minRelativeDeviation: 0.5, sensitivity: 2 });
    const refused = await ask('PUT', '/http-latency', { version: 1, query: 'up' });
    expect(refused).toMatchObject({ status: 400, body: { field: 'query', detail: expect.stringContaining('preset') } });
  });

  it('switches a preset off, and gives it back as it was', async () => {
    expect((await ask('PUT', '/http-errors', { version: 0, enabled: false })).body.state).toBe('disabled');
    expect(catalog.fateOf('http-errors')).toBe('removed');
    expect((await ask('DELETE', '/http-errors?version=7')).status).toBe(409);
    expect((await ask('DELETE', '/http-errors?version=1')).status).toBe(204);
    expect((await ask('GET', '/http-errors')).body).toMatchObject({ state: 'undiscovered', version: 0 });
    expect((await ask('DELETE', '/http-errors?version=0')).status).toBe(409);
  });

  it('leaves what the configuration file says to the file', async () => {
    const { status, body } = await ask('PUT', '/in-file', { version: 0, enabled: false });
    expect({ status, detail: body.detail }).toMatchObject({
      status: 409,
      detail: expect.stringContaining('configuration file'),
    });
    expect((await ask('DELETE', '/in-file?version=0')).status).toBe(409);
    expect((await ask('GET', '/in-file')).body.source).toBe('file');
    expect((await ask('GET', '/http-traffic')).body.state).toBe('disabled');
    expect((await ask('PUT', '/http-traffic', { version: 0, enabled: true })).body.field).toBe('enabled');
  });

  it('is heard by a replica that did not make it', async () => {
    const other = createDetectorCatalog(metrics, settings);
    await ask('POST', '', own);
    await adoptStored({ ...service.context, catalog: other });
    expect(other.find('checkout')?.title).toBe('Checkout');
    await ask('DELETE', '/checkout?version=1');
    await adoptStored({ ...service.context, catalog: other });
    expect(other.fateOf('checkout')).toBe('removed');
  });
});

describe('trying a query', () => {
  it('says how many series and services it gives, and shows some', async () => {
    const { body } = await ask('POST', '/preview', { query: 'checkout_seconds' }, 'Editor');
    expect(body).toEqual({
      seriesCount: 1,
      serviceCount: 1,
      samples: [{ labels: { service: 'shop' }, value: 0.3 }],
      problem: null,
    });
  });

  it('names the labels that there are when the service label is not among them', async () => {
    const { body } = await ask('POST', '/preview', { query: 'by_host' }, 'Editor');
    expect(body).toMatchObject({
      seriesCount: 1,
      problem: { code: 'no-service', message: expect.stringContaining('host') },
    });
    expect(
      (await ask('POST', '/preview', { query: 'by_host', serviceLabel: 'host' }, 'Editor')).body.problem
    ).toBeNull();
  });
});
