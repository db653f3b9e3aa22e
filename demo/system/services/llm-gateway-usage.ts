import type { Labels, Meter } from '../behavior/meter.ts';

export interface Customer {
  readonly model: string;
  readonly account: string;
}

export interface Completion extends Customer {
  readonly isHit: boolean;
  readonly seconds: number;
  readonly promptTokens: number;
}

export interface UsageMetrics {
  /** Returns the tokens used, none for an answer from the cache. */
  record(completion: Completion): number;
  recordFailure(customer: Customer): void;
}

const regionOfAccount: Readonly<Record<string, string>> = { retail: 'eu-west', support: 'us-east' };
const dollarsPerToken: Readonly<Record<string, number>> = { 'gpt-4o-mini': 0.000_000_6, 'mistral-small': 0.000_000_4 };
const answerShare = 0.6;
const cacheReadDollars = 0.000_002;
const labelNames = ['model', 'account', 'region', 'status'] as const;

export function createUsageMetrics(meter: Meter, models: readonly string[]): UsageMetrics {
  const customers = models.flatMap((model) => Object.keys(regionOfAccount).map((account) => ({ model, account })));
  const known = customers.map((customer) => labelsOf(customer, 'success'));
  const counter = (name: string, help: string) => meter.counter({ name, help, labelNames, known });
  const requests = meter.counter({
    name: 'fluxai_requests_total',
    help: 'Completions asked for, by result.',
    labelNames,
    known: [...known, ...customers.map((customer) => labelsOf(customer, 'error'))],
  });
  const cost = counter('fluxai_cost_dollars_total', 'Money spent on completions.');
  const tokens = counter('fluxai_tokens_total', 'Tokens paid for.');
  const hits = counter('fluxai_cache_hits_total', 'Completions answered from the cache.');
  const misses = counter('fluxai_cache_misses_total', 'Completions that went to a provider.');
  const durations = meter.histogram({
    name: 'fluxai_request_duration_seconds',
    help: 'Duration of completions.',
    labelNames: ['model'],
    buckets: [0.01, 0.025, 0.1, 0.3, 0.45, 0.6, 0.8, 1, 1.4, 2],
    known: models.map((model) => ({ model })),
  });

  return {
    record({ model, account, isHit, seconds, promptTokens }) {
      const labels = labelsOf({ model, account }, 'success');
      const used = isHit ? 0 : Math.round(promptTokens * (1 + answerShare));
      requests.add(labels);
      durations.record({ model }, seconds);
      (isHit ? hits : misses).add(labels);
      tokens.add(labels, used);
      cost.add(labels, cacheReadDollars + used * (dollarsPerToken[model] ?? 0));
      return used;
    },
    recordFailure: (customer) => requests.add(labelsOf(customer, 'error')),
  };
}

function labelsOf({ model, account }: Customer, status: 'success' | 'error'): Labels {
  return { model, account, region: regionOfAccount[account] ?? 'unknown', status };
}
