import { setTimeout as delay } from 'node:timers/promises';
import { sendJson } from './instrumentation/http-client.ts';
import { arrivalsFrom, type TrafficOptions } from './model/arrivals.ts';
import { createRandom } from './model/random.ts';
import { drawUser } from './model/users.ts';
import type { Stoppable } from './processes/child.ts';

export interface LoadSettings extends TrafficOptions {
  readonly gatewayUrl: string;
}

const requestTimeoutMs = 10_000;

/** Sends requests to the gateway as users would, until it is stopped. */
export function startLoad({ gatewayUrl, ...traffic }: LoadSettings): Stoppable {
  const stopping = new AbortController();
  const random = createRandom(traffic.seed, 'users');
  const ended = (async () => {
    for (const { atMs, entryPoint } of arrivalsFrom(Date.now(), traffic)) {
      await delay(Math.max(0, atMs - Date.now()), undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) {
        return;
      }
      send(new URL(entryPoint.path, gatewayUrl).href, entryPoint.method, drawUser(random));
    }
  })();
  return {
    stop() {
      stopping.abort();
      return ended;
    },
  };
}

/** Nobody waits for the answer: users come and go whether or not the system keeps up. */
function send(url: string, method: string, userId: string): void {
  const body = method === 'POST' ? {} : undefined;
  sendJson(url, { method, headers: { 'x-user-id': userId }, body, timeoutMs: requestTimeoutMs }).catch(() => undefined);
}
