import { conditionsFault } from './fault.ts';

export const latency = conditionsFault(
  {
    name: 'latency',
    culprit: 'payments',
    description: 'The card processor of payments answers eight times slower; orders and gateway wait for it.',
    expectedKind: 'latency',
  },
  { latencyFactor: 8 }
);
