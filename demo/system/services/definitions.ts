import type { ServiceDefinition } from '../behavior/service-definition.ts';
import type { ServiceName } from '../catalog.ts';
import { aiEngine } from './ai-engine.ts';
import { catalog } from './catalog.ts';
import { executor } from './executor.ts';
import { gateway } from './gateway.ts';
import { llmGateway } from './llm-gateway.ts';
import { orders } from './orders.ts';
import { payments } from './payments.ts';

export const definitions: Readonly<Record<ServiceName, ServiceDefinition>> = {
  gateway,
  orders,
  catalog,
  payments,
  'ai-engine': aiEngine,
  executor,
  'llm-gateway': llmGateway,
};
