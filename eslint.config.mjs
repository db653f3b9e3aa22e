import tsPlugin from '@typescript-eslint/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import sonarjs from 'eslint-plugin-sonarjs';
import scaffold from './.config/eslint.config.mjs';

const nodeFiles = ['contract/**/*.ts', 'service/**/*.ts', 'demo/**/*.ts'];
const strict = tsPlugin.configs['flat/strict'].at(-1).rules;

/** Sources that a folder must not import from, as patterns of relative paths. */
function mustNotImport(files, folders, reason) {
  const group = folders.map((folder) => `**/${folder}/**`);
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message: reason }] }] },
  };
}

const webOrder = 'Imports go one way: contract ← shared ← data ← pages ← app ← module.';
const serviceOrder =
  'Imports go one way: routes → verbs → detectors | root-cause | analysis → telemetry | storage, with the contract below all.';

export default defineConfig([
  globalIgnores([
    '.config',
    '**/dist',
    '**/node_modules',
    '.local',
    'coverage',
    'playwright-report',
    'test-results',
    'demo/stack/tools',
  ]),
  ...scaffold,
  {
    name: 'vigil/all',
    plugins: { sonarjs },
    rules: {
      'sonarjs/cognitive-complexity': ['error', 11],
      'max-lines': ['error', 500],
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
    },
  },
  {
    name: 'vigil/web',
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    name: 'vigil/node',
    files: nodeFiles,
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      ...strict,
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // A sorted or narrowed value is known to be there where the checker cannot see it; a wrong one fails a test.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { name: 'vigil/e2e', files: ['e2e/**/*.ts'], rules: { 'react-hooks/rules-of-hooks': 'off' } },

  mustNotImport(['src/shared/**'], ['data', 'pages', 'app', 'datasource', 'extensions'], webOrder),
  mustNotImport(['src/data/**'], ['pages', 'app', 'datasource', 'extensions'], webOrder),
  mustNotImport(['src/pages/**'], ['app', 'datasource', 'extensions'], webOrder),
  mustNotImport(['src/extensions/**'], ['pages', 'app', 'datasource'], webOrder),
  mustNotImport(['src/app/**'], ['datasource', 'extensions'], webOrder),
  mustNotImport(
    ['src/datasource/**'],
    ['data', 'pages', 'app', 'extensions'],
    'The data source sees the contract and shared only.'
  ),

  mustNotImport(['service/src/verbs/**/*.ts'], ['routes', 'plugins'], serviceOrder),
  mustNotImport(['service/src/jobs/**/*.ts'], ['routes', 'plugins'], serviceOrder),
  mustNotImport(
    ['service/src/{detectors,root-cause,co-movement}/**/*.ts'],
    ['routes', 'plugins', 'verbs', 'jobs', 'analysis', 'telemetry', 'storage', 'detection'],
    'Detectors, co-movement and root-cause are pure: no I/O, nothing above them.'
  ),
  mustNotImport(
    ['service/src/{telemetry,storage}/**/*.ts'],
    ['routes', 'plugins', 'verbs', 'jobs', 'detectors', 'root-cause', 'co-movement', 'analysis', 'detection'],
    serviceOrder
  ),
  mustNotImport(['contract/**/*.ts'], ['service', 'demo'], 'The contract is below everything.'),
]);
