import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type ServiceName, serviceNames } from './catalog.ts';
import { faultNames, isFaultName } from './faults/faults.ts';
import { backfillHistory } from './history.ts';
import { type RunningSystem, startSystem } from './system.ts';

const usage = `Usage: node demo/system/main.ts --loki URL --otlp URL [OPTIONS]

  --loki URL         where logs go
  --otlp URL         where traces go (OTLP over HTTP; without /v1/traces)
  --history URL      a Prometheus to write a week of history to (remote write), before the users come
  --seed N           another load and another history (default: 1)
  --load-factor N    traffic relative to the usual one (default: 1)
  --host ADDRESS     where the services listen (default: 127.0.0.1)
  --first-port N     the services take this port and the next six (default: free ports)

While it runs: type the name of a fault and Enter to inject it (${faultNames.join(', ')}), heal to heal it.`;

const { values } = readArguments();
if (values.loki === undefined || values.otlp === undefined) {
  refuse('--loki and --otlp are needed');
}
const seed = toNumber('--seed', values.seed);
const loadFactor = toNumber('--load-factor', values['load-factor']);

const system = await startSystem({
  lokiUrl: values.loki,
  otlpUrl: values.otlp,
  host: values.host,
  seed,
  loadFactor,
  ports: values['first-port'] === undefined ? {} : portsFrom(toNumber('--first-port', values['first-port'])),
});
for (const { name, url, metricsPath, pid } of system.services) {
  console.log(`${name.padEnd(12)} ${url}${metricsPath} (process ${pid})`);
}
if (values.history !== undefined) {
  const { services, startedAt } = system;
  const written = await backfillHistory({
    prometheusUrl: values.history,
    until: startedAt,
    services,
    seed,
    loadFactor,
  });
  console.log(`Wrote ${written.sampleCount} samples of history in ${written.elapsedSeconds.toFixed(1)} s`);
}
createInterface({ input: process.stdin }).on('line', (line) => void obey(system, line.trim()));
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await system.stop();
process.exit();

async function obey(running: RunningSystem, command: string): Promise<void> {
  if (command === 'heal') {
    await running.heal();
  } else if (isFaultName(command)) {
    await running.inject(command);
  } else {
    console.log(`Type ${faultNames.join(', ')} or heal`);
    return;
  }
  console.log(`${new Date().toISOString()} ${command}: done`);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        loki: { type: 'string' },
        otlp: { type: 'string' },
        history: { type: 'string' },
        seed: { type: 'string', default: '1' },
        'load-factor': { type: 'string', default: '1' },
        host: { type: 'string', default: '127.0.0.1' },
        'first-port': { type: 'string' },
      },
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function toNumber(flag: string, text: string): number {
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : refuse(`${flag} takes a number, not '${text}'`);
}

function portsFrom(first: number): Record<ServiceName, number> {
  return Object.fromEntries(serviceNames.map((name, index) => [name, first + index])) as Record<ServiceName, number>;
}

function refuse(problem: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
}
