import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';
import { dirname } from 'node:path';
import { findGrafana } from './e2e/server/findGrafana';
import { grafanaUrl } from './e2e/server/settings';

const authentication = `${dirname(require.resolve('@grafana/plugin-e2e'))}/auth`;
const storageState = 'playwright/.auth/admin.json';
const hasGrafana = findGrafana(process.env) !== undefined;

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const pages = {
  name: 'pages',
  testDir: 'e2e/tests',
  use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 1000 } },
};

/** Without a Grafana every test is skipped with the reason, and nothing is started. */
export default defineConfig<PluginOptions>({
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['html', { open: 'never' }]],
  outputDir: 'test-results',
  globalSetup: './e2e/server/globalSetup',
  use: {
    baseURL: grafanaUrl,
    provisioningRootDir: 'provisioning',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: chromiumArguments },
  },
  projects: hasGrafana
    ? [
        { name: 'sign in', testDir: authentication, testMatch: [/.*\.js/] },
        { ...pages, use: { ...pages.use, storageState }, dependencies: ['sign in'] },
      ]
    : [pages],
});
