#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './bootstrap/dependencies.mjs';
import { runUnderProjectNode } from './bootstrap/project-node.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

await installDependencies(root);
runUnderProjectNode(root, 'demo/bench/main.ts', process.argv.slice(2));
