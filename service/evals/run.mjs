#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../../scripts/bootstrap/dependencies.mjs';
import { runUnderProjectNode } from '../../scripts/bootstrap/project-node.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

await installDependencies(root);
runUnderProjectNode(root, 'service/evals/main.ts', process.argv.slice(2));
