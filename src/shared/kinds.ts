import type { IndicatorKind } from '@vigil/contract';

export const kindWords: Record<IndicatorKind, string> = {
  latency: 'Latency',
  errors: 'Errors',
  traffic: 'Traffic',
  cpu: 'CPU',
  memory: 'Memory',
  availability: 'Availability',
  cache: 'Cache',
  saturation: 'Saturation',
  cost: 'Cost',
  deploy: 'Deploy',
  custom: 'Custom',
};
