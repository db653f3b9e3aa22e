import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertmanagerBody } from '../../../test/notifications.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';

let service: TestService;
let address: string;

beforeAll(async () => {
  const webhooks = { maxConcurrent: 1, alertmanager: { token: 'webhook-token' }, grafana: { secret: 's3cr3t' } };
  service = await startTestService({ config: { webhooks } });
  address = await service.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => service.close());

/** A sender that promises a body and does not send it. */
function stall(path: string, headers: Record<string, string> = {}): ClientRequest {
  const stalled = request(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '100', ...headers },
  });
  stalled.on('error', () => undefined);
  stalled.flushHeaders();
  return stalled;
}

async function answerTo(stalled: ClientRequest): Promise<number | undefined> {
  const [answer]: IncomingMessage[] = await once(stalled, 'response');
  stalled.destroy();
  return answer?.statusCode;
}

const inFlight = async () => (await service.context.metrics.webhooksInFlight.get()).values[0]?.value;

function send(): Promise<Response> {
  return fetch(`${address}/webhook/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer webhook-token' },
    body: JSON.stringify(alertmanagerBody()),
  });
}

const secondsNow = () => String(Math.floor(service.clock.now().getTime() / 1000));

describe('a sender that cannot be right', () => {
  it.each([
    ['no token', '/webhook/alerts', () => ({})],
    ['a wrong token', '/webhook/alerts', () => ({ authorization: 'Bearer other' })],
    ['no signature', '/webhook/grafana', () => ({ 'x-grafana-alerting-timestamp': secondsNow() })],
    ['no timestamp', '/webhook/grafana', () => ({ 'x-grafana-alerting-signature': 'aa' })],
    [
      'an old timestamp',
      '/webhook/grafana',
      () => ({ 'x-grafana-alerting-signature': 'aa', 'x-grafana-alerting-timestamp': '1600000000' }),
    ],
  ])('with %s is refused before its body has come, and takes no room', async (_what, path, headers) => {
    expect(await answerTo(stall(path, headers()))).toBe(401);
    expect(await inFlight()).toBe(0);
  });
});

it('whoever only claims a signature takes no room of Alertmanager', async () => {
  const stalled = stall('/webhook/grafana', {
    'x-grafana-alerting-signature': 'aa',
    'x-grafana-alerting-timestamp': secondsNow(),
  });
  await expect.poll(inFlight).toBe(1);
  expect((await send()).status).toBe(200);
  stalled.destroy();
  await expect.poll(inFlight).toBe(0);
});
