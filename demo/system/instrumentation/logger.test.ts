import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, type Receiver, startReceiver } from '../testing/receiver.ts';
import { createLogger } from './logger.ts';

interface Push {
  readonly streams: Array<{ stream: Record<string, string>; values: Array<[string, string]> }>;
}

describe('createLogger', () => {
  let receiver: Receiver;
  const pushes = () => receiver.requests.map(({ body }) => JSON.parse(body.toString()) as Push);
  const messages = () =>
    pushes().flatMap(({ streams }) =>
      streams.flatMap(({ values }) => values.map(([, line]) => (JSON.parse(line) as { message: string }).message))
    );

  beforeEach(async () => {
    receiver = await startReceiver();
    receiver.answer(204);
  });
  afterEach(() => receiver.close());

  it('pushes structured lines to Loki, one stream per level', async () => {
    const logger = createLogger({ service: 'orders', lokiUrl: receiver.url });
    const before = Date.now();
    logger.log('info', 'Order placed', { trace_id: 'abc', user_id: 'user-1', duration_ms: 12 });
    logger.log('error', 'Order lost');
    await logger.stop();
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/loki/api/v1/push']);
    const streams = pushes()[0]?.streams ?? [];
    expect(streams.map(({ stream }) => stream)).toEqual([
      { service: 'orders', job: 'orders', level: 'info' },
      { service: 'orders', job: 'orders', level: 'error' },
    ]);
    const [timestampNs, line] = streams[0]?.values[0] ?? ['', '{}'];
    expect(Number(timestampNs) / 1e6).toBeGreaterThanOrEqual(before);
    expect(JSON.parse(line)).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'info',
      service: 'orders',
      message: 'Order placed',
      trace_id: 'abc',
      user_id: 'user-1',
      duration_ms: 12,
    });
  });

  it('keeps lines while Loki is away and pushes them in order when it is back', async () => {
    receiver.answer(503);
    const logger = createLogger({ service: 'orders', lokiUrl: receiver.url });
    logger.log('info', 'first');
    await eventually('a push was refused', () => receiver.requests.length > 0);
    logger.log('info', 'second');
    receiver.requests.length = 0;
    receiver.answer(204);
    await logger.stop();
    expect(messages()).toEqual(['first', 'second']);
  });

  it('does not push lines again that Loki finds wrong', async () => {
    receiver.answer(400);
    const logger = createLogger({ service: 'orders', lokiUrl: receiver.url });
    logger.log('info', 'too old');
    await eventually('a push was refused', () => receiver.requests.length > 0);
    await logger.stop();
    expect(receiver.requests).toHaveLength(1);
  });

  it('writes for another job when told so', async () => {
    const logger = createLogger({ service: 'orders', job: 'deployments', lokiUrl: receiver.url });
    logger.log('info', 'rolled out');
    await logger.stop();
    expect(pushes()[0]?.streams[0]?.stream).toEqual({ service: 'orders', job: 'deployments', level: 'info' });
  });
});
