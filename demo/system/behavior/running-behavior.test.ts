import { describe, expect, it } from 'vitest';
import { createRandom } from '../model/random.ts';
import { createRecorder } from '../simulation/recording-meter.ts';
import { type Conditions, healthyConditions } from './conditions.ts';
import { CallError, type LogLevel, OperationError, type Reply, type Request } from './request.ts';
import { runBehavior } from './running-behavior.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** A service with one operation, and what it logged and counted. */
function start(
  handle: () => Promise<Reply>,
  {
    failureRatio = 0,
    httpMetrics = 'plain' as ServiceDefinition['httpMetrics'],
    conditions = {} as Partial<Conditions>,
  } = {}
) {
  const recorder = createRecorder();
  const increases: Record<string, number> = {};
  const logged: Array<[LogLevel, string]> = [];
  const definition: ServiceDefinition = {
    name: 'catalog',
    httpMetrics,
    durationBuckets: [0.1, 1],
    failureRatio,
    failureMessage: 'a usual failure',
    create: () => ({ operations: [{ method: 'GET', route: '/things', statuses: [200], handle }] }),
  };
  const behavior = runBehavior(definition, {
    version: '1.0.0',
    seed: 1,
    meter: recorder.meterFor({}),
    random: createRandom(1),
    conditions: () => ({ ...healthyConditions, ...conditions }),
    now: () => 0,
    log: () => undefined,
  });
  const totals = new Float64Array(recorder.slotCount + 8);
  recorder.onIncrease = (slot, amount) => {
    totals[slot] = (totals[slot] as number) + amount;
  };
  const request: Request = {
    userId: 'user-1',
    parameters: {},
    body: {},
    elapsedSeconds: () => 0.5,
    work: () => Promise.resolve(0),
    call: () => Promise.resolve({}),
    log: (level, message) => void logged.push([level, message]),
    detach: () => ({ run: () => Promise.resolve() }),
  };
  return {
    logged,
    serve: () => behavior.serve(behavior.match('GET', '/things')!.operation, request),
    counted() {
      for (const { labels, read } of recorder.series) {
        read(totals).forEach((value, index) => {
          if (value > 0) {
            const { __name__: name, ...rest } = labels[index] as Record<string, string>;
            increases[`${name}${JSON.stringify(rest)}`] = value;
          }
        });
      }
      return increases;
    },
  };
}

const succeed = () => Promise.resolve({ status: 200, body: { thing: 1 } });

describe('runBehavior', () => {
  it('counts an answer and its duration once', async () => {
    const service = start(succeed);
    expect(await service.serve()).toEqual({ status: 200, body: { thing: 1 } });
    expect(service.counted()).toEqual({
      'http_requests_total{"method":"GET","route":"/things","status":"200"}': 1,
      'http_request_duration_seconds_bucket{"method":"GET","route":"/things","le":"1.0"}': 1,
      'http_request_duration_seconds_bucket{"method":"GET","route":"/things","le":"+Inf"}': 1,
      'http_request_duration_seconds_count{"method":"GET","route":"/things"}': 1,
      'http_request_duration_seconds_sum{"method":"GET","route":"/things"}': 0.5,
    });
    expect(service.logged).toEqual([]);
  });

  it('counts as Micrometer does where the service is a Spring Boot application', async () => {
    const service = start(() => Promise.reject(new OperationError(500, 'no')), { httpMetrics: 'spring' });
    await service.serve();
    expect(Object.keys(service.counted())).toContain(
      'http_server_requests_seconds_count{"method":"GET","uri":"/things","status":"500","outcome":"SERVER_ERROR"}'
    );
  });

  it.each([
    [new OperationError(403, 'not allowed'), 403, 'warn', 'not allowed'],
    [new OperationError(503, 'full'), 503, 'error', 'full'],
    [new CallError('payments', 'connection refused'), 502, 'error', 'Call to payments failed: connection refused'],
    [new CallError('payments', 'no answer', { isTimeout: true }), 504, 'error', 'Call to payments failed: no answer'],
    [new TypeError('a bug'), 500, 'error', 'a bug'],
  ] as const)('answers and logs %s', async (error, status, level, message) => {
    const service = start(() => Promise.reject(error));
    expect(await service.serve()).toEqual({ status, body: { error: message } });
    expect(service.logged).toEqual([[level, message]]);
  });

  it('fails the usual share of requests with the usual message', async () => {
    const service = start(succeed, { failureRatio: 0.05 });
    for (let index = 0; index < 2000; index++) {
      await service.serve();
    }
    expect(service.logged.length).toBeGreaterThan(80);
    expect(service.logged.length).toBeLessThan(120);
    expect(new Set(service.logged.map(([, message]) => message))).toEqual(new Set(['a usual failure']));
  });

  it('fails as often and with the message that the conditions say', async () => {
    const service = start(succeed, { conditions: { failureRatio: 0.5, failureMessage: 'injected' } });
    const replies = await Promise.all(Array.from({ length: 400 }, () => service.serve()));
    const failed = replies.filter(({ status }) => status === 500);
    expect(failed.length).toBeGreaterThan(180);
    expect(failed.length).toBeLessThan(220);
    expect(failed[0]?.body).toEqual({ error: 'injected' });
  });
});
