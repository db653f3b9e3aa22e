import { findService } from '../catalog.ts';
import type { Fault } from './fault.ts';

const { version: goodVersion } = findService('orders');

export const badDeploy: Fault = {
  name: 'bad-deploy',
  culprit: 'orders',
  description: 'A new version of orders is rolled out that fails one request in five and works six times slower.',
  expectedKind: 'deploy',
  inject: (controls) =>
    controls.deploy('orders', {
      version: '1.9.0',
      conditions: {
        failureRatio: 0.2,
        latencyFactor: 6,
        failureMessage: "TypeError: Cannot read properties of undefined (reading 'currency')",
      },
    }),
  heal: (controls) => controls.deploy('orders', { version: goodVersion, conditions: {} }),
};
