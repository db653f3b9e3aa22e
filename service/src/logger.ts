import { pino } from 'pino';
import type { Logger } from 'pino';

const secrets = ['authorization', 'cookie', 'x-grafana-alerting-signature'];

/** One JSON object per line; headers that hold secrets are never written. */
export function createLogger(level: string): Logger {
  return pino({
    name: 'vigil',
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: secrets.flatMap((name) => [`headers["${name}"]`, `req.headers["${name}"]`]),
  });
}
