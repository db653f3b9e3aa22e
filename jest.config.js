process.env.TZ = 'UTC';

const grafana = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');
const [, swc] = Object.entries(grafana.transform)[0];

const esModules = ['msw', '@mswjs', '@open-draft', 'until-async', 'rettime', 'headers-polyfill', 'cookie', 'statuses'];

module.exports = {
  ...grafana,
  testEnvironment: '<rootDir>/src/test/jsdomEnvironment.js',
  setupFiles: ['<rootDir>/src/test/browserGaps.ts'],
  setupFilesAfterEnv: [...grafana.setupFilesAfterEnv, '<rootDir>/src/test/setup.ts'],
  testTimeout: 30_000,
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, ...esModules])],
  // Some dependencies ship only .mjs, which the scaffold's pattern leaves out.
  transform: { '^.+\\.(m?[tj]sx?)$': swc },
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'jsx', 'ts', 'tsx', 'json', 'node'],
};
