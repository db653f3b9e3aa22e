import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { measureProcesses, processSeries } from './process-levels.ts';

const servers: Server[] = [];

/** Exports a process that uses a tenth of a core and 80 MB. */
async function startProcess(exposition: (seconds: number) => string): Promise<string> {
  const server = createServer((_request, response) => response.end(exposition(performance.now() / 1000)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('measureProcesses', () => {
  it('measures the services that export their process, near what they use', async () => {
    const url = await startProcess(
      (seconds) => `process_cpu_seconds_total ${seconds * 0.1}\nprocess_resident_memory_bytes 8e+7\n`
    );
    const [level, ...others] = await measureProcesses([
      { name: 'orders', url },
      { name: 'payments', url },
    ]);
    expect(others).toEqual([]);
    expect(level).toMatchObject({ service: 'orders' });
    expect(level?.cpuCores).toBeGreaterThan(0.03);
    expect(level?.cpuCores).toBeLessThan(0.11);
    expect(level?.residentBytes).toBeGreaterThan(7e7);
    expect(level?.residentBytes).toBeLessThan(1e8);
  });

  it('says what it misses', async () => {
    const url = await startProcess(() => 'up 1\n');
    await expect(measureProcesses([{ name: 'orders', url }])).rejects.toThrow('no sample of process_cpu_seconds_total');
  });
});

describe('processSeries', () => {
  const nowMs = Date.UTC(2026, 10, 17, 14);
  const series = (seed = 1) => processSeries({ service: 'orders', cpuCores: 0.02, residentBytes: 8e7 }, seed, nowMs);
  const play = (seed?: number) => {
    const [cpu, memory] = series(seed);
    const times = Array.from({ length: 2880 }, (_, step) => nowMs - 86_400_000 + step * 30_000);
    return {
      cpu: times.map((timeMs) => cpu?.valueAt(timeMs) as number),
      memory: times.map((timeMs) => memory?.valueAt(timeMs) as number),
    };
  };

  it('counts processor time up, more of it when there is more traffic', () => {
    const { cpu } = play();
    const rates = cpu.slice(1).map((seconds, index) => (seconds - (cpu[index] as number)) / 30);
    expect(Math.min(...rates)).toBeGreaterThan(0);
    const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [night, day] = [meanOf(rates.slice(1380, 1500)), meanOf(rates.slice(-120))];
    expect(day).toBeCloseTo(0.02, 2);
    expect(day / night).toBeGreaterThan(1.2);
  });

  it('keeps memory level, in whole pages', () => {
    const { memory } = play();
    expect(Math.min(...memory)).toBeGreaterThan(7.7e7);
    expect(Math.max(...memory)).toBeLessThan(8.3e7);
    expect(memory.every((bytes) => bytes % 4096 === 0)).toBe(true);
  });

  it('is the same for the same seed', () => {
    expect(play()).toEqual(play());
    expect(play().cpu).not.toEqual(play(2).cpu);
  });
});
