#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../../scripts/bootstrap/dependencies.mjs';
import { runUnderProjectNode } from '../../scripts/bootstrap/project-node.mjs';
import { findMissingCommands } from '../../scripts/bootstrap/required-commands.mjs';
import { parseOptions, usage } from '../runner/options.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const purposes = {
  npm: 'installs the packages of the project; it comes with Node.js',
  go: 'builds Prometheus, Loki, Jaeger and Alertmanager; Go 1.26 or later, https://go.dev/dl',
};

async function main() {
  const parsed = parseOptions(process.argv.slice(2));
  if (!parsed.ok) {
    console.error(parsed.problem);
    return 2;
  }
  if (parsed.options.help) {
    console.log(usage);
    return 0;
  }
  const missing = findMissingCommands(purposes);
  for (const [command, purpose] of missing) {
    console.error(`Needed but not on the path: ${command} (${purpose})`);
  }
  if (missing.length > 0) {
    return 1;
  }
  await installDependencies(root);
  runUnderProjectNode(root, 'demo/runner/main.ts', process.argv.slice(2));
  return undefined;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
