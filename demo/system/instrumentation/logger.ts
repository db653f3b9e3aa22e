import { pino } from 'pino';
import type { LogLevel } from '../behavior/request.ts';
import { LokiStream } from './loki-stream.ts';

export interface LogFields {
  readonly trace_id?: string;
  readonly user_id?: string;
  readonly duration_ms?: number;
}

export interface Logger {
  log(level: LogLevel, message: string, fields?: LogFields): void;
  stop(): Promise<void>;
}

export interface LoggerOptions {
  readonly service: string;
  /** Who writes, if not the service itself. */
  readonly job?: string;
  readonly lokiUrl: string;
}

/** JSON lines with timestamp, level, service, message, trace_id, user_id and duration_ms, pushed to Loki. */
export function createLogger({ service, job = service, lokiUrl }: LoggerOptions): Logger {
  const stream = new LokiStream({ lokiUrl, labels: { service, job } });
  const logger = pino(
    {
      base: { service },
      messageKey: 'message',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    stream
  );
  return {
    log: (level, message, fields = {}) => logger[level](fields, message),
    stop: () => stream.close(),
  };
}
