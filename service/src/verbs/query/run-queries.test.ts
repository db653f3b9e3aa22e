import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryRequest } from '@vigil/contract';
import { detectionOf } from '../../../test/goldens/detection-context.ts';
import { openDatabase } from '../../storage/database.ts';
import type { OpenedDatabase } from '../../storage/database.ts';
import { runQueries } from './run-queries.ts';

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
}, 60_000);
afterAll(() => opened.close());

it('answers the other queries when one fails in a way that nobody expected, and logs that', async () => {
  const lines: string[] = [];
  const { context } = detectionOf(opened.database, {});
  const broken = {
    ...context,
    logger: pino({ level: 'error' }, { write: (line: string) => lines.push(line) }),
    scoreRange: () => Promise.reject(new TypeError('secret detail')),
  };
  const request = queryRequest.parse({
    from: '2026-03-02T09:00:00.000Z',
    to: '2026-03-02T10:00:00.000Z',
    maxDataPoints: 100,
    queries: [
      { refId: 'A', queryType: 'score' },
      { refId: 'B', queryType: 'incidents' },
    ],
  });
  const { results } = await runQueries(broken, request);
  expect(results[0]).toMatchObject({ refId: 'A', error: { code: 'internal', status: 500 } });
  expect(results[0]?.error?.detail).not.toContain('secret');
  expect(results[1]).toMatchObject({ refId: 'B', error: null });
  expect(lines.join('')).toContain('secret detail');
});
