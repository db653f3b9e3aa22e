import type { Environment } from './environment.ts';
import type { Indicator } from './indicators.ts';
import { createNarrator, type Snapshot } from './narrator.ts';
import { readValue } from './prometheus-value.ts';
import type { Terminal } from './terminal.ts';

export interface Watch {
  /** Reads the service once, tells what is new, and returns what it read. */
  look(): Promise<Snapshot>;
  /** Tells the present value of an indicator in Prometheus. */
  showIndicator(indicator: Indicator): Promise<void>;
}

export function createWatch({ client, service, stack }: Environment, terminal: Terminal): Watch {
  const narrate = createNarrator();
  return {
    async look() {
      const ending = service.ending();
      if (ending !== null) {
        throw new Error(`The Vigil service stopped (${ending})\n  log: ${service.logFile}`);
      }
      const [anomalies, incidents] = await Promise.all([client.anomalies(), client.incidents()]);
      const ids = incidents.flatMap(({ investigationId }) => investigationId ?? []);
      const investigations = await Promise.all(ids.map((id) => client.investigation(id)));
      const snapshot = { anomalies, incidents, investigations };
      narrate(snapshot).forEach(({ kind, text }) => terminal.line(kind, text));
      return snapshot;
    },
    async showIndicator({ title, query, format }) {
      const value = await readValue(stack.urls.prometheus, query);
      terminal.line('telemetry', `${title}: ${value === null ? 'no data' : format(value)}`);
    },
  };
}
