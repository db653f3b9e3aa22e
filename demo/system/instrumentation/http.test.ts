import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../testing/receiver.ts';
import { isTimeout, sendJson } from './http-client.ts';
import { close, jsonReply, listen, readJson } from './http-server.ts';

describe('sendJson', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  it('sends a JSON body with its length, and none without a body', async () => {
    await sendJson(`${receiver.url}/a`, { method: 'POST', body: { city: 'Zürich' }, timeoutMs: 1000 });
    await sendJson(`${receiver.url}/b`, { method: 'GET', timeoutMs: 1000 });
    const [post, get] = receiver.requests;
    expect(post?.body.toString()).toBe('{"city":"Zürich"}');
    expect(post?.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '18' });
    expect(get).toMatchObject({ path: '/b', body: Buffer.alloc(0) });
  });

  it('gives up on a server that does not answer', async () => {
    receiver.hang();
    const error: unknown = await sendJson(receiver.url, { method: 'GET', timeoutMs: 30 }).catch(
      (reason: unknown) => reason
    );
    expect(isTimeout(error)).toBe(true);
  });

  it('tells a refused connection from a timeout', async () => {
    await receiver.close();
    const error: unknown = await sendJson(receiver.url, { method: 'GET', timeoutMs: 1000 }).catch(
      (reason: unknown) => reason
    );
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(isTimeout(error)).toBe(false);
  });
});

describe('listen', () => {
  let server: Server;
  const post = (body: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method: 'POST', body });

  afterEach(() => close(server));

  it('answers what the handler says, and 400 to a body that is not a JSON object', async () => {
    server = await listen('127.0.0.1', 0, async (incoming) => jsonReply(200, await readJson(incoming)));
    expect(await (await post('{"a":1}')).json()).toEqual({ a: 1 });
    expect(await (await post('')).json()).toEqual({});
    for (const body of ['{', '[]', '1', 'null']) {
      const response = await post(body);
      expect([response.status, await response.json()]).toEqual([400, { error: expect.stringContaining('not') }]);
    }
  });

  it('answers 500 when the handler breaks', async () => {
    server = await listen('127.0.0.1', 0, () => Promise.reject(new TypeError('a bug')));
    const response = await post('{}');
    expect([response.status, await response.json()]).toEqual([500, { error: 'a bug' }]);
  });
});
