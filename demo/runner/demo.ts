import { setTimeout as delay } from 'node:timers/promises';
import { buildStack } from '../stack/build.ts';
import { findGrafana, type GrafanaInstallation } from '../stack/grafana-installation.ts';
import { buildPlugin } from '../stack/plugin.ts';
import type { Cleanup } from './cleanup.ts';
import { type Environment, startEnvironment } from './environment.ts';
import { commandHelp, interact } from './interactive.ts';
import type { DemoOptions } from './options.mjs';
import { inject, playScenario, steadyMs } from './scenario.ts';
import type { Terminal } from './terminal.ts';
import type { Verdict } from './verdict.ts';
import { createWatch } from './watch.ts';

export interface Demo {
  readonly options: DemoOptions;
  readonly directory: string;
  readonly terminal: Terminal;
  readonly cleanup: Cleanup;
  readonly signal: AbortSignal;
}

/** Plays one fault and judges what Vigil made of it. */
export async function playOnce(demo: Demo): Promise<Verdict> {
  const { options, terminal, signal } = demo;
  const environment = await prepare(demo);
  const watch = createWatch(environment, terminal);
  const verdict = await playScenario({ environment, watch, terminal, fault: options.fault, signal });
  const { problems } = verdict;
  terminal.line('verdict', problems.length === 0 ? 'Found as it should be' : problems.join('; '));
  return verdict;
}

/** Breaks something and stays up for the user to break and heal more. */
export async function playAlong(demo: Demo): Promise<void> {
  const { options, terminal, signal } = demo;
  const environment = await prepare(demo);
  listAddresses(environment).forEach((address) => terminal.plain(address));
  terminal.plain(commandHelp);
  const watch = createWatch(environment, terminal);
  if (options.fault !== 'none') {
    await delay(steadyMs, undefined, { signal });
    await inject(environment, options.fault, terminal);
  }
  await interact({ environment, watch, terminal, fault: options.fault, input: process.stdin, signal });
}

async function prepare({ options, directory, terminal, cleanup, signal }: Demo): Promise<Environment> {
  const report = (text: string) => terminal.progress(text);
  await buildStack({ report, signal });
  const grafana = await prepareGrafana(terminal);
  return startEnvironment({ directory, seed: options.seed, grafana, terminal, cleanup, signal });
}

async function prepareGrafana(terminal: Terminal): Promise<GrafanaInstallation | null> {
  const search = await findGrafana();
  if (!search.found) {
    terminal.line('setup', `Without Grafana pages: ${search.reason}`);
    return null;
  }
  await buildPlugin((text) => terminal.progress(text));
  return search.installation;
}

function listAddresses({ stack, service, grafana }: Environment): string[] {
  const { prometheus, loki, jaeger, alertmanager } = stack.urls;
  const addresses = {
    ...(grafana && { 'Grafana (admin, admin)': `${grafana.url}/a/vigil-aiops-app` }),
    'Vigil service': `${service.url}/docs`,
    Prometheus: prometheus,
    Loki: loki,
    Jaeger: jaeger,
    Alertmanager: alertmanager,
  };
  return Object.entries(addresses).map(([name, url]) => `  ${name.padEnd(24)} ${url}`);
}
