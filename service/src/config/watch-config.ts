import { watchFile } from 'node:fs';
import type { Logger } from 'pino';
import type { ConfigReloader } from './config-reloader.ts';

const lookEveryMs = 2_000;

/**
 * Reads the file again when it changes and on SIGHUP, for as long as the process lives. It is looked at by its times, because
 * notifications of the file system are lost when a file is replaced as a mounted configuration is.
 */
export function watchConfig(path: string, reloader: ConfigReloader, logger: Logger): void {
  const reload = (): void => {
    const { result, message } = reloader.reload();
    logger[result === 'broken' ? 'error' : 'info']({ result }, `configuration: ${message}`);
  };
  watchFile(path, { interval: lookEveryMs, persistent: false }, reload);
  process.on('SIGHUP', reload);
}
