import { conditionsFault } from './fault.ts';

export const memory = conditionsFault(
  {
    name: 'memory',
    culprit: 'payments',
    description: 'payments keeps objects that it should free: its heap grows to 90 % of the maximum within 40 seconds.',
    expectedKind: 'memory',
  },
  { heapGrowthPerSecond: 0.0115 }
);
