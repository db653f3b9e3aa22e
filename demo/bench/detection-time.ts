import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { type BenchRow, compare } from './row.ts';

const scrapeIntervalSeconds = 5;

/** From the injected fault to the open incident, on the real local stack. */
export async function detectionTimeRows(root: string): Promise<BenchRow[]> {
  const child = spawn(process.execPath, ['demo/runner/main.ts', '--once', '--fault', 'latency'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const output = await text(child.stdout);
  const status = await exited;
  if (status !== 0) {
    throw new Error(`the demo ended with status ${status}; its last lines were:\n${output.slice(-2000)}`);
  }
  const summary = JSON.parse(output.trimEnd().split('\n').at(-1)!) as { detectedAfterSeconds: number };
  return [
    compare('fault to open incident', 's', summary.detectedAfterSeconds, {
      name: 'scrape interval',
      value: scrapeIntervalSeconds,
    }),
  ];
}
