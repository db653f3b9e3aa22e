import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from './environment.ts';
import { indicators } from './indicators.ts';
import { type FaultName, faultNames, isFaultName } from './options.mjs';
import { inject } from './scenario.ts';
import type { Terminal } from './terminal.ts';
import type { Watch } from './watch.ts';

export interface Interaction {
  readonly environment: Environment;
  readonly watch: Watch;
  readonly terminal: Terminal;
  readonly fault: FaultName;
  readonly input: Readable;
  readonly signal: AbortSignal;
}

const breakable = faultNames.filter((name) => name !== 'none');
export const commandHelp = `Type a fault and Enter to break something (${breakable.join(', ')}), stop to heal, quit to end.`;

const lookIntervalMs = 1_000;
const looksPerIndicator = 10;

/** Keeps telling what Vigil finds and lets the user break and heal things, until `quit` or the signal. */
export async function interact(interaction: Interaction): Promise<void> {
  const { environment, watch, terminal, input, signal } = interaction;
  let fault: FaultName = interaction.fault;
  let isOver = false;
  const commands: Record<string, () => Promise<void>> = {
    stop: async () => {
      await environment.system.heal();
      terminal.line('fault', 'Healed');
      fault = 'none';
    },
    quit: async () => {
      isOver = true;
    },
  };
  const obey = async (line: string) => {
    const word = line.trim();
    if (isFaultName(word) && word !== 'none') {
      fault = word;
      await inject(environment, word, terminal);
    } else if (word !== '') {
      await (Object.hasOwn(commands, word) ? commands[word]?.() : terminal.plain(commandHelp));
    }
  };
  const lines = createInterface({ input });
  lines.on('line', (line) => void obey(line).catch((error: Error) => terminal.plain(`Not done: ${error.message}`)));
  try {
    for (let looks = 0; !isOver && !signal.aborted; looks += 1) {
      await watch.look();
      if (looks % looksPerIndicator === 0 && fault !== 'none') {
        await watch.showIndicator(indicators[fault]);
      }
      await delay(lookIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    lines.close();
  }
}
