import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findGrafana } from '../../demo/stack/grafana-installation.ts';
import { buildPlugin } from '../../demo/stack/plugin.ts';
import { provideChromium } from './chromium.mjs';
import { root, runCommand } from './command.mjs';
import { readPlaywrightReport } from './reporters/playwright-result.mjs';
import { brokenSuite, skippedSuite, withRunnerFailure } from './result.mjs';

const playwright = path.join(root, 'node_modules', '.bin', 'playwright');

/** Against GRAFANA_URL when it is set, else against a Grafana of this machine, which the tests start with the built plugin. */
export async function runEndToEndTests() {
  const search = process.env.GRAFANA_URL ? null : await findGrafana();
  if (search?.found === false) {
    return skippedSuite('all browser tests', search.reason, await countTests());
  }
  const chromium = await provideChromium();
  if (chromium === undefined) {
    return skippedSuite('all browser tests', 'there is no Chromium on the path', await countTests());
  }
  if (search !== null) {
    await buildPlugin((line) => console.log(line));
  }
  return runPlaywright({ CHROMIUM_PATH: chromium });
}

/** @param {Record<string, string>} env */
async function runPlaywright(env) {
  const results = await mkdtemp(path.join(tmpdir(), 'vigil-test-'));
  const file = path.join(results, 'result.json');
  try {
    const exitCode = await runCommand(playwright, ['test', '--reporter=list,json'], {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    return existsSync(file)
      ? withRunnerFailure(readPlaywrightReport(JSON.parse(await readFile(file, 'utf8'))), exitCode)
      : brokenSuite(`Playwright ended with exit code ${exitCode} and left no result`);
  } finally {
    await rm(results, { recursive: true });
  }
}

async function countTests() {
  let output = '';
  await runCommand(playwright, ['test', '--list'], { onLine: (line) => (output += `${line}\n`) });
  return Number(/^Total: (\d+) tests? in/m.exec(output)?.[1] ?? 1);
}
