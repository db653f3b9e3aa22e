import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callGraph, findService, type ServiceName, serviceNames } from './catalog.ts';
import { type RunningSystem, startSystem } from './system.ts';
import { eventually, type Receiver, startReceiver } from './testing/receiver.ts';
import { readLogs, readMetric, readSpans } from './testing/telemetry.ts';

let telemetry: Receiver;
let system: RunningSystem;

beforeAll(async () => {
  telemetry = await startReceiver();
  system = await startSystem({ lokiUrl: telemetry.url, otlpUrl: telemetry.url, seed: 1, loadFactor: 0 });
}, 30_000);

afterAll(async () => {
  await system.stop();
  await telemetry.close();
});

function serviceOf(name: ServiceName) {
  const service = system.services.find((candidate) => candidate.name === name);
  if (service === undefined) {
    throw new Error(`${name} does not run`);
  }
  return service;
}

function metric(service: ServiceName, name: string, ...texts: readonly string[]): Promise<number> {
  const { url, metricsPath } = serviceOf(service);
  return readMetric(`${url}${metricsPath}`, name, ...texts);
}

async function send(service: ServiceName, method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}) {
  const startedAtMs = performance.now();
  const response = await fetch(`${serviceOf(service).url}${path}`, {
    method,
    headers: { 'x-user-id': 'user-7', ...headers },
  });
  await response.arrayBuffer();
  return { status: response.status, tookMs: performance.now() - startedAtMs };
}

async function sendMany(count: number, ...[service, method, path]: Parameters<typeof send>) {
  const answers = await Promise.all(Array.from({ length: count }, () => send(service, method, path)));
  const statuses = answers.map(({ status }) => status);
  return {
    failed: statuses.filter((status) => status >= 500).length,
    succeeded: statuses.filter((status) => status < 300).length,
    medianMs: answers.map(({ tookMs }) => tookMs).sort((left, right) => left - right)[Math.floor(count / 2)] as number,
  };
}

describe('a checkout', () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const parentSpanId = 'b7ad6b7169203331';

  beforeAll(async () => {
    const { status } = await send('gateway', 'POST', '/api/checkout', {
      traceparent: `00-${traceId}-${parentSpanId}-01`,
    });
    expect(status).toBe(200);
  });

  it('is counted by every service on its way', async () => {
    expect(await metric('gateway', 'http_requests_total', '/api/checkout', 'status="200"')).toBe(1);
    expect(await metric('gateway', 'http_request_duration_seconds_count', '/api/checkout')).toBe(1);
    expect(await metric('catalog', 'http_requests_total', '/products/:id', 'status="200"')).toBe(1);
    expect(await metric('orders', 'http_requests_total', 'method="POST"', 'status="201"')).toBe(1);
    expect(await metric('payments', 'http_server_requests_seconds_count', 'uri="/payments"', 'status="201"')).toBe(1);
    expect(await metric('ai-engine', 'ai_predictions_total', 'model="language"')).toBe(1);
    expect(await metric('llm-gateway', 'fluxai_requests_total', 'status="success"')).toBe(1);
    expect(await metric('executor', 'http_requests_total', 'status="202"')).toBe(1);
    await eventually('the executor carries the action out', () =>
      metric('executor', 'executor_actions_total').then(Boolean)
    );
  });

  it('is one trace through all services, in which every span has its parent', async () => {
    const spans = await eventually('all services have exported the trace', () => {
      const ofTrace = readSpans(telemetry).filter((span) => span.traceId === traceId);
      const isComplete = ofTrace.some(({ name }) => name === 'PATCH deployment');
      return isComplete && new Set(ofTrace.map(({ service }) => service)).size === serviceNames.length && ofTrace;
    });
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const orphans = spans.filter((span) => !byId.has(span.parentSpanId ?? ''));
    expect(orphans.map(({ service, name, parentSpanId: parent }) => ({ service, name, parent }))).toEqual([
      { service: 'gateway', name: 'POST /api/checkout', parent: parentSpanId },
    ]);
    const calls = spans.flatMap(({ service, parentSpanId: parent }) => {
      const caller = byId.get(parent ?? '')?.service;
      return caller === undefined || caller === service ? [] : [`${caller} ${service}`];
    });
    expect(calls.sort()).toEqual(callGraph.map(({ caller, callee }) => `${caller} ${callee}`).sort());
  });

  it('leaves structured log lines with its trace and its user', async () => {
    const line = await eventually('payments has pushed its log', () =>
      readLogs(telemetry).find(({ fields }) => fields['message'] === 'Payment captured')
    );
    expect(line).toEqual({
      labels: { service: 'payments', job: 'payments', level: 'info' },
      fields: {
        timestamp: expect.any(String),
        level: 'info',
        service: 'payments',
        message: 'Payment captured',
        trace_id: traceId,
        user_id: 'user-7',
        duration_ms: expect.any(Number),
      },
    });
  });
});

describe('every service', () => {
  it.each(serviceNames)('%s says that it is well, which version it is and what it uses', async (name) => {
    const { url } = serviceOf(name);
    const { version, hasProcessMetrics } = findService(name);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok', service: name, version });
    expect(await metric(name, 'app_build_info', `version="${version}"`)).toBe(1);
    const memory = hasProcessMetrics ? 'process_resident_memory_bytes' : 'jvm_memory_used_bytes';
    expect(await metric(name, memory)).toBeGreaterThan(1e7);
  });

  it('refuses conditions that do not exist and paths that it does not have', async () => {
    const { url } = serviceOf('orders');
    const response = await fetch(`${url}/__fault`, { method: 'POST', body: '{"speed":1}' });
    expect([response.status, await response.json()]).toEqual([400, { error: "No condition is called 'speed'" }]);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });
});

describe('faults', () => {
  it('latency: payments answers slowly, and its callers with it', { timeout: 30_000 }, async () => {
    await system.inject('latency');
    expect((await sendMany(7, 'payments', 'POST', '/payments')).medianMs).toBeGreaterThan(450);
    expect((await sendMany(7, 'gateway', 'POST', '/api/checkout')).medianMs).toBeGreaterThan(550);
    await system.heal();
    expect((await sendMany(7, 'payments', 'POST', '/payments')).medianMs).toBeLessThan(200);
    await eventually('payments warns of its processor', () =>
      readLogs(telemetry).some(({ fields }) => String(fields['message']).startsWith('Card processor answered slowly'))
    );
  });

  it('errors: catalog fails in bursts, and the gateway with it', { timeout: 40_000 }, async () => {
    await system.inject('errors');
    const { failed } = await eventually('a burst of errors', async () => {
      const answers = await sendMany(20, 'gateway', 'GET', '/api/products');
      return answers.failed >= 5 && answers;
    });
    expect(failed).toBeLessThan(20);
    expect(await metric('catalog', 'http_requests_total', 'status="500"')).toBeGreaterThanOrEqual(5);
    await system.heal();
    expect((await sendMany(40, 'gateway', 'GET', '/api/products')).failed).toBeLessThan(4);
  });

  it('memory: the heap of payments grows until it is healed, with warnings', { timeout: 60_000 }, async () => {
    const heapShare = async () =>
      (await metric('payments', 'jvm_memory_used_bytes', 'area="heap"')) / (512 * 1024 * 1024);
    expect(await heapShare()).toBeLessThan(0.55);
    await system.inject('memory');
    await eventually('the heap grows', async () => (await heapShare()) > 0.65, 30_000);
    expect((await sendMany(7, 'payments', 'POST', '/payments')).medianMs).toBeLessThan(200);
    await eventually('payments warns of its collections', () =>
      readLogs(telemetry).some(({ fields }) => String(fields['message']).startsWith('GC (Allocation Failure)'))
    );
    await system.heal();
    await eventually('the heap is as before', async () => (await heapShare()) < 0.55);
  });

  it('dependency-down: llm-gateway is gone, ai-engine falls back or answers 502', { timeout: 30_000 }, async () => {
    const { pid, url } = serviceOf('llm-gateway');
    await system.inject('dependency-down');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
    const { failed, succeeded } = await sendMany(30, 'gateway', 'POST', '/api/assistant');
    expect(failed).toBeGreaterThan(4);
    expect(succeeded).toBeGreaterThan(4);
    expect(await metric('ai-engine', 'ai_predictions_total', 'model="fallback"')).toBeGreaterThan(4);
    await system.heal();
    expect(serviceOf('llm-gateway').pid).not.toBe(pid);
    expect((await sendMany(20, 'gateway', 'POST', '/api/assistant')).failed).toBeLessThan(3);
  });

  it('drop-to-zero: executor accepts actions and carries none out', { timeout: 30_000 }, async () => {
    const actions = () => metric('executor', 'executor_actions_total');
    const accepted = () => metric('executor', 'http_requests_total', 'status="202"');
    await eventually('earlier actions are done', async () => (await metric('executor', 'executor_queue_depth')) === 0);
    await system.inject('drop-to-zero');
    const [actionsBefore, acceptedBefore] = [await actions(), await accepted()];
    expect((await sendMany(6, 'gateway', 'POST', '/api/checkout')).failed).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await actions()).toBe(actionsBefore);
    expect(await accepted()).toBeGreaterThan(acceptedBefore + 3);
    expect(await metric('executor', 'executor_queue_depth')).toBeGreaterThan(3);
    expect((await send('executor', 'GET', '/health')).status).toBe(200);
    await system.heal();
    await eventually('the worker works', async () => (await actions()) > actionsBefore);
  });

  it('bad-deploy: orders runs as a worse version until it is rolled back', { timeout: 30_000 }, async () => {
    await system.inject('bad-deploy');
    expect(await metric('orders', 'app_build_info', 'version="1.9.0"')).toBe(1);
    expect(await metric('orders', 'app_build_info', 'version="1.8.2"')).toBe(0);
    expect((await sendMany(40, 'gateway', 'GET', '/api/orders')).failed).toBeGreaterThan(3);
    await eventually('the deployment is in the log', () =>
      readLogs(telemetry).find(
        ({ labels, fields }) => labels['job'] === 'deployments' && String(fields['message']).includes('orders:1.9.0')
      )
    );
    await eventually('the new version says hello', () =>
      readLogs(telemetry).find(({ fields }) => fields['message'] === 'Started orders version 1.9.0')
    );
    await system.heal();
    expect(await metric('orders', 'app_build_info', 'version="1.8.2"')).toBe(1);
    expect((await sendMany(40, 'gateway', 'GET', '/api/orders')).failed).toBeLessThan(4);
  });

  it('cache-collapse: llm-gateway pays for every completion', { timeout: 30_000 }, async () => {
    const count = async () => ({
      hits: await metric('llm-gateway', 'fluxai_cache_hits_total'),
      misses: await metric('llm-gateway', 'fluxai_cache_misses_total'),
      dollars: await metric('llm-gateway', 'fluxai_cost_dollars_total'),
    });
    await system.inject('cache-collapse');
    const before = await count();
    expect((await sendMany(20, 'gateway', 'POST', '/api/assistant')).medianMs).toBeGreaterThan(450);
    const after = await count();
    expect(after.hits).toBe(before.hits);
    expect(after.misses).toBeGreaterThan(before.misses + 15);
    expect(after.dollars - before.dollars).toBeGreaterThan(0.003);
    await system.heal();
    await sendMany(20, 'gateway', 'POST', '/api/assistant');
    expect((await count()).hits).toBeGreaterThan(after.hits);
  });

  it('heals the one before when another is injected', { timeout: 30_000 }, async () => {
    await system.inject('latency');
    await system.inject('drop-to-zero');
    expect((await sendMany(7, 'payments', 'POST', '/payments')).medianMs).toBeLessThan(200);
    await system.heal();
  });
});
