import { conditionsFault } from './fault.ts';

export const errors = conditionsFault(
  {
    name: 'errors',
    culprit: 'catalog',
    description: 'catalog runs out of database connections again and again and answers 500 in bursts.',
    expectedKind: 'errors',
  },
  {
    failureRatio: 0.5,
    failureBurstSeconds: 8,
    failureMessage: 'Query on products failed: connection pool exhausted, 20 of 20 connections in use',
  }
);
