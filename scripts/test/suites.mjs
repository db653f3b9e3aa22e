import { runEndToEndTests } from './e2e-suite.mjs';
import { runGoTests } from './go-suite.mjs';
import { runIntegrationTests } from './integration-suite.mjs';
import { runJest } from './jest-suite.mjs';
import { runUnitTests } from './vitest-suite.mjs';

/** In the order in which they run: the quick ones first. @type {import('./result.mjs').Suite[]} */
export const suites = [
  { name: 'scripts', title: 'Unit tests of the scripts', run: () => runUnitTests('scripts') },
  { name: 'contract', title: 'Unit tests of the contract', run: () => runUnitTests('contract') },
  { name: 'service', title: 'Unit tests of the service', run: () => runUnitTests('service') },
  { name: 'demo', title: 'Unit tests of the demo', run: () => runUnitTests('demo') },
  { name: 'web', title: 'Unit tests of the front end', run: runJest },
  { name: 'go', title: 'Unit tests of the backends', run: runGoTests },
  { name: 'stack', title: 'Integration tests of the local stack', run: () => runIntegrationTests('demo') },
  { name: 'integration', title: 'Integration tests of the service', run: () => runIntegrationTests('service') },
  { name: 'e2e', title: 'Browser tests in a real Grafana', run: runEndToEndTests },
];
