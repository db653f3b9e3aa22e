import { describe, expect, it } from 'vitest';
import type { CallEdge, Indicator, RankingInput } from './ranking-input.ts';
import { rankSuspects } from './rank-suspects.ts';

const START_MS = Date.UTC(2026, 0, 5, 10);

const edges: readonly CallEdge[] = [
  call('gateway', 'orders'),
  call('gateway', 'catalog'),
  call('gateway', 'ai-engine'),
  call('orders', 'payments'),
  call('ai-engine', 'llm-gateway'),
  call('ai-engine', 'executor'),
];

function call(caller: string, callee: string, errors = 0): CallEdge {
  return { caller, callee, calls: 200, errors };
}

/** `'payments latency up 5 @10'`: score 5, onset 10 s after the start. */
function indicator(text: string, numbers: Partial<Indicator> = {}): Indicator {
  const [service, kind, direction, score, at] = text.split(' ');
  return {
    service: service!,
    kind: kind as Indicator['kind'],
    title: `${service} ${kind}`,
    direction: direction as Indicator['direction'],
    score: Number(score),
    onsetMs: START_MS + Number(at?.slice(1) ?? 0) * 1000,
    value: direction === 'up' ? 3 : 0.3,
    expected: 1,
    ...numbers,
  };
}

function evidence(indicators: Indicator[], more: Partial<RankingInput> = {}): RankingInput {
  return { indicators, edges, changes: [], logs: [], traces: [], ...more };
}

function rank(indicators: Indicator[], more: Partial<RankingInput> = {}) {
  const { suspects, causes } = rankSuspects(evidence(indicators, more));
  return {
    suspects,
    causes,
    first: suspects[0]!,
    of: (service: string) => suspects.find((each) => each.service === service)!,
  };
}

describe('rankSuspects on faults of one service', () => {
  it('blames a slow leaf and not its slow callers', () => {
    const { causes, first, of } = rank([
      indicator('gateway latency up 6 @0'),
      indicator('orders latency up 7 @5'),
      indicator('payments latency up 5 @10'),
      indicator('payments cpu up 1.4 @15'),
    ]);
    expect(causes).toEqual(['payments']);
    expect(first).toMatchObject({ service: 'payments', kind: 'latency', role: 'cause', path: ['payments'] });
    expect(of('gateway')).toMatchObject({ role: 'affected', path: ['payments', 'orders', 'gateway'] });
    expect(of('orders').reasons[0]).toContain('follows from payments');
    expect(first.score).toBeGreaterThan(2 * of('orders').score);
  });

  it('blames a leaf that fails, by metrics and by where traces fail deepest', () => {
    const { causes, first } = rank(
      [indicator('gateway errors up 9'), indicator('gateway latency up 1.3'), indicator('catalog errors up 4 @10')],
      {
        traces: [{ service: 'catalog', spans: 80, selfTimeMs: 9, baselineSelfTimeMs: 8, errorOrigins: 40 }],
        logs: [
          { service: 'catalog', template: 'Query on <*> failed', count: 60, baselineCount: 0 },
          { service: 'gateway', template: 'upstream answered 500', count: 60, baselineCount: 1 },
        ],
      }
    );
    expect(causes).toEqual(['catalog']);
    expect(first.kind).toBe('errors');
    expect(first.reasons).toContain('40 of 40 failed traces fail deepest in catalog');
    expect(first.reasons).toContain('logs "Query on <*> failed" 60 times (never seen before)');
  });

  it('blames a service whose memory alone grows', () => {
    const { causes, first } = rank([indicator('payments memory up 1.8')]);
    expect(causes).toEqual(['payments']);
    expect(first.kind).toBe('memory');
  });

  it('blames the process that is down, however loud its callers and whatever their spans say', () => {
    const { causes, first, of } = rank(
      [
        indicator('ai-engine errors up 20'),
        indicator('ai-engine latency up 8'),
        indicator('gateway errors up 12 @5'),
        indicator('executor traffic down 2 @5'),
        indicator('llm-gateway availability down 2 @20', { value: 0 }),
      ],
      { traces: [{ service: 'ai-engine', spans: 50, selfTimeMs: 900, baselineSelfTimeMs: 20, errorOrigins: 50 }] }
    );
    expect(causes).toEqual(['llm-gateway']);
    expect(first).toMatchObject({ kind: 'availability', score: expect.closeTo(1, 1) });
    expect(of('executor').role).toBe('affected');
    expect(of('ai-engine').reasons).toContain('it calls llm-gateway, which is down');
  });

  it('blames a service that takes no more work while its caller is healthy', () => {
    const { causes, first } = rank([
      indicator('executor traffic down 2', { value: 0, expected: 12 }),
      indicator('executor cpu down 1.2 @30'),
    ]);
    expect(causes).toEqual(['executor']);
    expect(first.kind).toBe('traffic');
  });

  it('blames a deploy in the middle of a chain', () => {
    const { causes, first, of } = rank(
      [
        indicator('gateway errors up 8'),
        indicator('gateway latency up 4'),
        indicator('orders errors up 6 @5'),
        indicator('orders latency up 5 @5'),
        indicator('payments traffic down 1.4 @20'),
        indicator('payments cpu down 1.2 @20'),
      ],
      {
        changes: [
          {
            service: 'orders',
            kind: 'deploy',
            atMs: START_MS - 20_000,
            description: 'orders went from 1.8.2 to 1.9.0',
          },
        ],
      }
    );
    expect(causes).toEqual(['orders']);
    expect(first.kind).toBe('deploy');
    expect(first.reasons).toContain('orders went from 1.8.2 to 1.9.0, 25 s before its trouble began');
    expect(of('payments')).toMatchObject({ role: 'affected', path: ['orders', 'payments'] });
  });

  it.each([
    ['long before', -30],
    ['after', 1.5],
  ])('does not call it a deploy when the change came %s the trouble', (_when, minutes) => {
    const atMs = START_MS + minutes * 60_000;
    const changes = [{ service: 'orders', kind: 'deploy' as const, atMs, description: 'version 1 became 2' }];
    const { first } = rank([indicator('orders errors up 6'), indicator('orders latency up 3')], { changes });
    expect(first).toMatchObject({ service: 'orders', role: 'cause', kind: 'errors' });
  });

  it('blames a leaf whose cache collapsed, by the cache rather than by what follows from it', () => {
    const { causes, first } = rank([
      indicator('llm-gateway cache down 6 @0'),
      indicator('llm-gateway latency up 4 @10'),
      indicator('llm-gateway cost up 5 @10'),
      indicator('ai-engine latency up 4 @10'),
      indicator('gateway latency up 2 @15'),
    ]);
    expect(causes).toEqual(['llm-gateway']);
    expect(first.kind).toBe('cache');
    expect(first.indicators).toHaveLength(3);
  });
});

describe('rankSuspects on the direction of trouble', () => {
  it('follows missing work from the caller that lost it', () => {
    const { causes, of } = rank([
      indicator('gateway traffic down 3', { value: 0, expected: 90 }),
      indicator('orders traffic down 3 @5'),
      indicator('catalog traffic down 3 @5'),
      indicator('payments traffic down 3 @10'),
      indicator('payments cpu down 1.6 @10'),
    ]);
    expect(causes).toEqual(['gateway']);
    expect(of('payments').path).toEqual(['gateway', 'orders', 'payments']);
  });

  it('does not let a callee that began much later excuse its caller', () => {
    const late = rank([indicator('orders latency up 5 @0'), indicator('payments latency up 5 @1500')]);
    const timely = rank([indicator('orders latency up 5 @0'), indicator('payments latency up 5 @20')]);
    expect(timely.causes).toEqual(['payments']);
    expect(late.causes).toEqual(['orders']);
  });

  it('does not let a whisper in a callee excuse a loud caller', () => {
    const { causes } = rank([
      indicator('orders errors up 9'),
      indicator('orders latency up 9'),
      indicator('payments latency up 1.05'),
    ]);
    expect(causes).toEqual(['orders']);
  });

  it('finds a callee that has no metrics by the calls to it that fail', () => {
    const { first } = rank([indicator('orders errors up 1.2')], {
      edges: [call('gateway', 'orders', 60), call('orders', 'database', 60)],
      traces: [{ service: 'database', spans: 200, selfTimeMs: 4, baselineSelfTimeMs: 4, errorOrigins: 60 }],
    });
    expect(first.service).toBe('database');
    expect(first.reasons).toContain('60 of 200 calls to database fail');
  });

  it('uses additional time of the services themselves where all of them are slow alike', () => {
    const { causes, first } = rank(
      [indicator('gateway latency up 4'), indicator('orders latency up 4'), indicator('payments latency up 4')],
      {
        traces: [
          { service: 'orders', spans: 100, selfTimeMs: 500, baselineSelfTimeMs: 20, errorOrigins: 0 },
          { service: 'payments', spans: 100, selfTimeMs: 21, baselineSelfTimeMs: 20, errorOrigins: 0 },
        ],
        edges: [call('gateway', 'orders'), call('payments', 'orders'), call('orders', 'payments')],
      }
    );
    expect(causes).toEqual(['orders']);
    expect(first.reasons).toContain(
      '100 % of the additional time is spent in orders itself: 500 ms instead of 20 ms per span'
    );
  });
});

describe('rankSuspects on noise', () => {
  it.each(['payments cpu up 1.3', 'catalog latency up 1.1', 'executor traffic down 1.2', 'orders custom up 1.4'])(
    'holds nobody responsible for %s alone',
    (text) => {
      expect(rank([indicator(text)]).causes).toEqual([]);
    }
  );

  it('does not blame a bystander beside a real fault', () => {
    const { causes, of } = rank([
      indicator('payments latency up 5'),
      indicator('orders latency up 5 @5'),
      indicator('executor cpu up 1.6 @40'),
      indicator('catalog memory up 1.9 @200'),
    ]);
    expect(causes).toEqual(['payments']);
    expect(of('executor').role).toBe('affected');
    expect(of('catalog').role).toBe('affected');
  });

  it('ignores indicators below the boundary', () => {
    expect(rankSuspects(evidence([indicator('payments latency up 0.9')]))).toEqual({ suspects: [], causes: [] });
  });

  it('does not blame a deploy that nothing follows', () => {
    const changes = [
      { service: 'catalog', kind: 'deploy' as const, atMs: START_MS - 5_000, description: 'catalog 2.0' },
    ];
    const { causes } = rank([indicator('payments latency up 5')], { changes });
    expect(causes).toEqual(['payments']);
  });

  it('holds two services responsible only when both are clear and nothing links them', () => {
    const both = [
      indicator('payments memory up 4'),
      indicator('payments latency up 4'),
      indicator('executor errors up 4'),
      indicator('executor latency up 4'),
    ];
    expect(new Set(rank(both).causes)).toEqual(new Set(['payments', 'executor']));
    expect(
      rank([
        ...both,
        indicator('orders latency up 4'),
        indicator('gateway errors up 4'),
        indicator('ai-engine errors up 4'),
      ]).causes
    ).toHaveLength(1);
    expect(rank(both, { edges: [] }).causes).toHaveLength(1);
  });
});

describe('rankSuspects on incomplete input', () => {
  it('answers empty evidence with an empty ranking', () => {
    expect(rankSuspects(evidence([], { edges: [] }))).toEqual({ suspects: [], causes: [] });
  });

  it('ranks without a topology by strength', () => {
    const { suspects } = rank([indicator('a latency up 2'), indicator('b latency up 7'), indicator('c cpu up 1.1')], {
      edges: [],
    });
    expect(suspects.map(({ service }) => service)).toEqual(['b', 'a', 'c']);
  });

  it('survives calls in a circle and to oneself', () => {
    const circle = [call('a', 'b'), call('b', 'c'), call('c', 'a'), call('a', 'a')];
    const { causes, suspects } = rank(
      [indicator('a latency up 3'), indicator('b latency up 9'), indicator('c latency up 3')],
      { edges: circle }
    );
    expect(suspects).toHaveLength(3);
    expect(causes).toEqual(['b']);
  });

  it('survives values and baselines that are missing', () => {
    const { first } = rank([indicator('payments latency up 4', { value: null, expected: null })], {
      traces: [{ service: 'payments', spans: 0, selfTimeMs: 0, baselineSelfTimeMs: null, errorOrigins: 0 }],
    });
    expect(first).toMatchObject({ service: 'payments', score: expect.any(Number) });
    expect(first.reasons[0]).toBe('payments latency is up [score 4.0]');
  });

  it('does not depend on the order of its input', () => {
    const indicators = ['gateway latency up 6', 'orders latency up 7', 'payments latency up 5'].map((text) =>
      indicator(text)
    );
    expect(rankSuspects(evidence(indicators.toReversed(), { edges: edges.toReversed() }))).toEqual(
      rankSuspects(evidence(indicators))
    );
  });
});
