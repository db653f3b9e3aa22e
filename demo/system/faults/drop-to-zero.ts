import { conditionsFault } from './fault.ts';

export const dropToZero = conditionsFault(
  {
    name: 'drop-to-zero',
    culprit: 'executor',
    description: 'The worker of executor takes no more actions from its queue, while all of its answers look healthy.',
    expectedKind: 'traffic',
  },
  { isWorkerPaused: true }
);
