import { sendJson } from './http-client.ts';

export interface LokiStreamOptions {
  readonly lokiUrl: string;
  /** Stream labels besides `level`. */
  readonly labels: Readonly<Record<string, string>>;
}

type Entry = readonly [timestampNs: string, line: string];

const pushIntervalMs = 1000;
const pushTimeoutMs = 4000;
const mostKeptLines = 5000;
const levelNames: Readonly<Record<number, string>> = { 30: 'info', 40: 'warn', 50: 'error' };

/** Asks pino to set `lastLevel` before it writes a line. */
const pinoMetadata: unique symbol = Symbol.for('pino.metadata');

/** A destination for pino that pushes its lines to Loki every second, and keeps them for a while when Loki is away. */
export class LokiStream {
  readonly [pinoMetadata] = true;
  lastLevel = 30;
  readonly #options: LokiStreamOptions;
  readonly #timer: NodeJS.Timeout;
  #lines: Array<{ level: string; entry: Entry }> = [];
  #order = 0;
  /** One push at a time: lines that come back from a failed one go before the next. */
  #pushing: Promise<void> = Promise.resolve();

  constructor(options: LokiStreamOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#pushNext(), pushIntervalMs).unref();
  }

  write(line: string): void {
    this.#order = (this.#order + 1) % 1_000_000;
    const timestampNs = `${Date.now()}${this.#order.toString().padStart(6, '0')}`;
    this.#lines.push({ level: levelNames[this.lastLevel] ?? 'info', entry: [timestampNs, line.trimEnd()] });
    if (this.#lines.length > mostKeptLines) {
      this.#lines.shift();
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#pushNext();
  }

  #pushNext(): Promise<void> {
    this.#pushing = this.#pushing.then(() => this.#push());
    return this.#pushing;
  }

  async #push(): Promise<void> {
    const lines = this.#lines;
    if (lines.length === 0) {
      return;
    }
    this.#lines = [];
    try {
      const { lokiUrl, labels } = this.#options;
      const streams = Object.entries(Object.groupBy(lines, ({ level }) => level)).map(([level, ofLevel = []]) => ({
        stream: { ...labels, level },
        values: ofLevel.map(({ entry }) => entry),
      }));
      const { status } = await sendJson(`${lokiUrl}/loki/api/v1/push`, {
        method: 'POST',
        body: { streams },
        timeoutMs: pushTimeoutMs,
      });
      if (status >= 500 || status === 429) {
        throw new Error(`Loki answered ${status}`);
      }
    } catch {
      // Nobody to tell but Loki itself: keep the lines for the next push.
      this.#lines = [...lines, ...this.#lines].slice(-mostKeptLines);
    }
  }
}
