import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { alertmanagerBody, sendAlerts } from '../../../test/notifications.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import * as incidents from '../../storage/repositories/incidents.ts';

vi.mock('../../storage/repositories/incidents.ts', { spy: true });

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const alertsOf = (names: readonly string[]) =>
  names.map((name) => ({ fingerprint: name, labels: { service: name, alertname: `Alert of ${name}` } }));

it('the incidents that alerts could join are read once per notification', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `service-${index}`);
  const { incidentIds } = (await sendAlerts(service.app, alertmanagerBody(alertsOf(names)))).json();
  expect(new Set(incidentIds).size).toBe(20);
  vi.mocked(incidents.listJoinable).mockClear();
  const more = names.flatMap((name) =>
    ['a', 'b'].map((suffix) => ({ fingerprint: `${name}-${suffix}`, labels: { service: name } }))
  );
  const fresh = ['c', 'd'].map((suffix) => ({ fingerprint: `new-${suffix}`, labels: { service: 'new' } }));
  const joined = (await sendAlerts(service.app, alertmanagerBody([...more, ...fresh]))).json();
  expect(joined).toMatchObject({ accepted: 42 });
  expect(new Set(joined.incidentIds).size).toBe(21);
  expect(joined.incidentIds).toEqual(expect.arrayContaining(incidentIds));
  expect(incidents.listJoinable).toHaveBeenCalledTimes(1);
});
