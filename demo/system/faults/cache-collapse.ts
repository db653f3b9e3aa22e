import { conditionsFault } from './fault.ts';

export const cacheCollapse = conditionsFault(
  {
    name: 'cache-collapse',
    culprit: 'llm-gateway',
    description: 'The cache of llm-gateway finds nothing any more: every completion goes to a provider, at its price.',
    expectedKind: 'cache',
  },
  { cacheHitFactor: 0 }
);
