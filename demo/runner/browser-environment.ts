import { buildStack } from '../stack/build.ts';
import type { GrafanaInstallation } from '../stack/grafana-installation.ts';
import { buildPlugin } from '../stack/plugin.ts';
import { createCleanup } from './cleanup.ts';
import { startEnvironment } from './environment.ts';
import { createRunDirectory, removeRunDirectory } from './run-directory.ts';
import { playScenario } from './scenario.ts';
import { createTerminal } from './terminal.ts';
import { createWatch } from './watch.ts';

export interface BrowserEnvironment {
  readonly grafanaUrl: string;
  stop(): Promise<void>;
}

/** Everything that browser tests look at: Grafana with the plugin, and a fault that Vigil has found and investigated. */
export async function startBrowserEnvironment(installation: GrafanaInstallation): Promise<BrowserEnvironment> {
  const terminal = createTerminal();
  const cleanup = createCleanup();
  const report = (text: string) => terminal.progress(text);
  const { signal } = new AbortController();
  const directory = await createRunDirectory('e2e');
  try {
    await buildStack({ report });
    await buildPlugin(report);
    const environment = await startEnvironment({
      directory,
      seed: 1,
      grafana: installation,
      terminal,
      cleanup,
      signal,
    });
    const watch = createWatch(environment, terminal);
    const { problems } = await playScenario({ environment, watch, terminal, fault: 'latency', signal });
    if (environment.grafana === null || problems.length > 0) {
      throw new Error(`The browser tests have nothing to look at: ${problems.join('; ')}`);
    }
    return {
      grafanaUrl: environment.grafana.url,
      stop: async () => {
        await cleanup.run();
        await removeRunDirectory(directory);
      },
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}
