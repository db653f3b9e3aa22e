import { styleText } from 'node:util';

export type LineKind = 'setup' | 'telemetry' | 'fault' | 'anomaly' | 'alert' | 'incident' | 'investigation' | 'verdict';

export interface Terminal {
  /** One thing that happened, with the time since the start. */
  line(kind: LineKind, text: string): void;
  /** Work under way: one line that is rewritten on a terminal, a line of its own elsewhere. */
  progress(text: string): void;
  /** Text without time and kind. */
  plain(text: string): void;
}

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

type Colour = Parameters<typeof styleText>[0];

const colours: Readonly<Record<LineKind, Colour>> = {
  setup: 'gray',
  telemetry: 'cyan',
  fault: 'magenta',
  anomaly: 'yellow',
  alert: 'yellow',
  incident: 'red',
  investigation: 'blue',
  verdict: 'green',
};

const kindWidth = Math.max(...Object.keys(colours).map((kind) => kind.length));

export function createTerminal(output: Output = process.stdout, now: () => number = () => performance.now()): Terminal {
  const startedAtMs = now();
  const isRewriting = output.isTTY === true;
  const paint = isRewriting && !process.env.NO_COLOR;
  let hasProgress = false;

  const clear = () => {
    if (hasProgress) {
      output.write('\r\u001b[2K');
      hasProgress = false;
    }
  };
  const format = (kind: LineKind, text: string) => {
    const time = `[${((now() - startedAtMs) / 1000).toFixed(1).padStart(6)} s]`;
    const name = kind.padEnd(kindWidth);
    return `${time} ${paint ? styleText(colours[kind], name, { validateStream: false }) : name} ${text}`;
  };
  return {
    line(kind, text) {
      clear();
      output.write(`${format(kind, text)}\n`);
    },
    progress(text) {
      if (!isRewriting) {
        output.write(`${format('setup', text)}\n`);
        return;
      }
      clear();
      output.write(format('setup', text).slice(0, (output.columns ?? 80) - 1 + (paint ? 10 : 0)));
      hasProgress = true;
    },
    plain(text) {
      clear();
      output.write(`${text}\n`);
    },
  };
}
