import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { composeService } from './compose.ts';
import type { Service } from './compose.ts';
import { ConfigError, configPath, readConfig } from './config.ts';
import type { ServiceConfig } from './config.ts';
import { createConfigReloader } from './config/config-reloader.ts';
import { watchConfig } from './config/watch-config.ts';
import { createPipeline } from './create-pipeline.ts';
import { createLogger } from './logger.ts';
import { DataDirectoryInUseError } from './storage/data-directory-lock.ts';

const exitCodes = { failed: 1, misconfigured: 2 } as const;

async function main(): Promise<void> {
  const initial = readConfig(process.env);
  const { config } = initial;
  const logger = createLogger(config.server.logLevel);
  initial.notices.forEach((notice) => logger.warn(`configuration: ${notice}`));
  const path = configPath(process.env);
  const read = () => readConfig(process.env);
  const reloader = createConfigReloader({ path, initial, read, now: () => new Date() });
  const service = await composeService(config, logger, createPipeline, reloader);
  if (path !== null) {
    watchConfig(path, reloader, logger);
  }
  stopOnSignal(service, config, logger);
  try {
    await service.app.listen({ host: config.server.host, port: config.server.port });
  } catch (error) {
    await service.stop();
    throw error;
  }
}

function stopOnSignal(service: Service, { server }: ServiceConfig, logger: Logger): void {
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (isStopping) {
      process.exit(exitCodes.failed);
    }
    isStopping = true;
    logger.info({ signal }, 'stopping');
    const deadline = delay((server.shutdownTimeoutSeconds + 10) * 1000, 'late' as const, { ref: false });
    const outcome = await Promise.race([service.stop().then(() => 'stopped' as const), deadline]);
    logger.info({ outcome }, 'stopped');
    process.exit(outcome === 'stopped' ? 0 : exitCodes.failed);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop(signal));
  }
}

/** What the person who starts it must know, without a stack where none is needed. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DataDirectoryInUseError) {
    return error.message;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}; choose another API_PORT or stop what listens there`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`Vigil cannot start.\n${explain(error)}\n`);
  process.exit(error instanceof ConfigError ? exitCodes.misconfigured : exitCodes.failed);
}
