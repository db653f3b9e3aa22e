import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const root = new URL('../', import.meta.url).pathname;
const sources = globSync('src/**/*.ts', { cwd: root, exclude: (path) => path.endsWith('.test.ts') });
const imported = new Set(
  sources
    .flatMap((path) => [...readFileSync(`${root}${path}`, 'utf8').matchAll(/from '((?:@[^/']+\/)?[^/'.][^/']*)/g)])
    .map(([, name]) => name)
);

it('every dependency of the service is used by it', () => {
  expect(Object.keys(packageJson.dependencies).filter((name) => !imported.has(name))).toEqual([]);
});
