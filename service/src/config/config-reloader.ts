import type { ReadConfig } from '../config.ts';
import { changedSettings, withReloaded } from './changed-settings.ts';
import { ConfigError } from './config-error.ts';
import type { ServiceConfig } from './config.schema.ts';

export interface ReloadOutcome {
  /** `broken`: the file cannot be used, and what was in use before stays so. */
  result: 'unchanged' | 'reloaded' | 'broken';
  message: string;
}

export interface ConfigReloader {
  /** How the configuration is, for the health page. */
  state(): { state: 'ok' | 'down'; message: string; since: Date };
  /** Reads the file again. */
  reload(): ReloadOutcome;
  /** Told what is to be used from now on. */
  onChange(listener: (config: ServiceConfig) => void): void;
}

export interface ReloaderOptions {
  /** Null when everything comes from the environment. */
  path: string | null;
  initial: ReadConfig;
  /** Throws ConfigError. */
  read: () => ReadConfig;
  now: () => Date;
}

/** Follows the configuration file: what needs no restart is used at once, and a broken file changes nothing. */
export function createConfigReloader({ path, initial, read, now }: ReloaderOptions): ConfigReloader {
  const listeners: Array<(config: ServiceConfig) => void> = [];
  let inUse = initial.config;
  let state: ReturnType<ConfigReloader['state']> = {
    state: 'ok',
    message: describe(initial.notices, []),
    since: now(),
  };

  function describe(notices: readonly string[], needRestart: readonly string[]): string {
    const origin = path === null ? 'all settings are from the environment' : `read from ${path}`;
    const restart = needRestart.length === 0 ? [] : [`a restart is needed for ${needRestart.join(', ')}`];
    return [origin, ...restart, ...notices].join('; ');
  }

  const become = (next: typeof state.state, message: string): void => {
    const since = next === state.state ? state.since : now();
    state = { state: next, message, since };
  };

  const take = ({ config, notices }: ReadConfig): ReloadOutcome => {
    const { reloaded, needRestart } = changedSettings(inUse, config);
    const message = describe(notices, needRestart);
    become('ok', message);
    if (reloaded.length === 0) {
      return { result: 'unchanged', message };
    }
    inUse = withReloaded(inUse, config);
    listeners.forEach((listener) => listener(inUse));
    return { result: 'reloaded', message: `${reloaded.join(', ')} changed; ${message}` };
  };

  return {
    state: () => state,
    onChange: (listener) => void listeners.push(listener),
    reload() {
      try {
        return take(read());
      } catch (error) {
        if (!(error instanceof ConfigError)) {
          throw error;
        }
        const message = `The file has a mistake, so what was in use before stays so. ${error.message}`;
        become('down', message);
        return { result: 'broken', message };
      }
    },
  };
}
