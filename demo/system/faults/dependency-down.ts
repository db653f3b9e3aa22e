import type { Fault } from './fault.ts';

export const dependencyDown: Fault = {
  name: 'dependency-down',
  culprit: 'llm-gateway',
  description:
    'The process of llm-gateway is killed; ai-engine falls back where it can and answers 502 where it cannot.',
  expectedKind: 'availability',
  inject: (controls) => controls.kill('llm-gateway'),
  heal: (controls) => controls.start('llm-gateway'),
};
