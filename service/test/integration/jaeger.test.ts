import { expect, it } from 'vitest';
import { startJaeger } from '../../../demo/stack/jaeger.ts';
import { createTelemetry } from '../../src/telemetry/create-telemetry.ts';
import type { TracesSource } from '../../src/telemetry/telemetry.ts';
import { collectTraces } from '../../src/verbs/investigations/collect-traces.ts';
import { scopeOf } from '../../src/verbs/investigations/investigation-scope.ts';
import { describeWithServer, eventually } from './real-server.ts';

interface SentSpan {
  service: string;
  spanId: string;
  parentSpanId?: string;
  durationMs: number;
  failed?: boolean;
}

describeWithServer(
  'jaeger',
  (directory) => startJaeger({ directory }),
  (server) => {
    const nowMs = Date.now();
    const connect = (): TracesSource => {
      const { traces } = createTelemetry({ jaeger: { url: server().url } });
      if (traces === null) {
        throw new Error('a traces source was configured');
      }
      return traces;
    };
    const send = async (traceId: string, startMs: number, spans: readonly SentSpan[]): Promise<void> => {
      const resourceSpans = spans.map(({ service, spanId, parentSpanId, durationMs, failed }) => ({
        resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId,
                parentSpanId,
                name: `handle in ${service}`,
                kind: 2,
                startTimeUnixNano: `${startMs}000000`,
                endTimeUnixNano: `${startMs + durationMs}000000`,
                status: failed === true ? { code: 2 } : {},
              },
            ],
          },
        ],
      }));
      const response = await fetch(`${server().otlpUrl}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ resourceSpans }),
      });
      expect(response.status).toBe(200);
    };
    const chain = (payments: Partial<SentSpan>): SentSpan[] => [
      {
        service: 'orders',
        spanId: '00000000000000a1',
        durationMs: 50 + (payments.durationMs ?? 0),
        failed: payments.failed,
      },
      {
        service: 'payments',
        spanId: '00000000000000a2',
        parentSpanId: '00000000000000a1',
        durationMs: 20,
        ...payments,
      },
    ];

    it('shows who is slow itself, where failures come from, and who calls whom', async () => {
      for (let index = 0; index < 5; index++) {
        await send(`0000000000000000000000000000010${index}`, nowMs - 200_000 + index, chain({ durationMs: 20 }));
        await send(`0000000000000000000000000000020${index}`, nowMs - 20_000 + index, chain({ durationMs: 400 }));
      }
      await send('00000000000000000000000000000300', nowMs - 10_000, chain({ durationMs: 30, failed: true }));
      const scope = scopeOf(['orders', 'payments'], nowMs - 60_000, nowMs, 15, []);
      const found = await eventually(
        () => collectTraces(connect(), scope),
        ({ traces }) => traces.some(({ errorOrigins }) => errorOrigins > 0)
      );
      const payments = found.traces.find(({ service }) => service === 'payments');
      expect(payments).toMatchObject({ selfTimeMs: 400, baselineSelfTimeMs: 20, errorOrigins: 1 });
      expect(found.traces.find(({ service }) => service === 'orders')).toMatchObject({
        selfTimeMs: 50,
        errorOrigins: 0,
      });
      expect(found.edges).toEqual([{ caller: 'orders', callee: 'payments', calls: 6, errors: 1 }]);
      const evidence = found.evidence.find(({ service }) => service === 'payments');
      expect(evidence?.samples).toEqual(['orders handle in orders → payments handle in payments']);
      expect(evidence?.traceId).toBe('00000000000000000000000000000300');
    });

    it('keeps a service graph', async () => {
      const traces = connect();
      const graph = await eventually(
        () => traces.dependencies({ fromMs: nowMs - 600_000, toMs: Date.now() }),
        (edges) => edges.length > 0
      );
      expect(graph.map(({ caller, callee }) => [caller, callee])).toEqual([['orders', 'payments']]);
    });
  }
);
