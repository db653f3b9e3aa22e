import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { assertPortIsFree, findFreePorts, reservePort } from './ports.ts';

test('a reserved port is given up although somebody is connected to it', async () => {
  const reserved = await reservePort(0);
  const caller = connect(reserved.port, '127.0.0.1');
  await once(caller, 'connect');

  await reserved.release();

  await expect(assertPortIsFree(reserved.port, 'its owner')).resolves.toBeUndefined();
});

test('a reserved port is in use until it is given up', async () => {
  const reserved = await reservePort(0);

  await expect(assertPortIsFree(reserved.port, 'somebody else')).rejects.toThrow(`Port ${reserved.port}`);
  await reserved.release();
});

test('another port is reserved when the preferred one is taken', async () => {
  const first = await reservePort(0);
  const second = await reservePort(first.port);

  expect(second.port).not.toBe(first.port);
  await Promise.all([first.release(), second.release()]);
});

test('no two free ports are the same', async () => {
  expect(new Set(await findFreePorts(20)).size).toBe(20);
});
