import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { serviceCount, seriesPerQuery } = workerData as { serviceCount: number; seriesPerQuery: number };

/** Answers every range query with the same number of series: noise, and a step in one of fifty during the last hour. */
const server = createServer((request, response) => {
  const parameters = new URL(request.url ?? '/', 'http://source').searchParams;
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(parameters.get(name))) as [
    number,
    number,
    number,
  ];
  const wanted = /"service", "([^"]+)"/.exec(parameters.get('query') ?? '')?.[1];
  const result = Array.from({ length: seriesPerQuery }, (_, index) => ({
    metric: { pod: String(Math.floor(index / serviceCount)), service: `service-${index % serviceCount}` },
    values: valuesOf(index, start, end, step),
  })).filter(({ metric }) => wanted === undefined || metric.service === wanted);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));
});

const stepUpAt = Date.parse('2026-03-02T09:10:00.000Z') / 1000;

function valuesOf(series: number, start: number, end: number, step: number): Array<[number, string]> {
  const values: Array<[number, string]> = [];
  for (let at = start; at <= end; at += step) {
    const noise = Math.sin(at * 12.9898 + series * 78.233) * 43_758.5453;
    const rise = series % 50 === 0 && at >= stepUpAt ? 2 : 0;
    values.push([at, (1 + rise + 0.1 * (noise - Math.floor(noise))).toFixed(6)]);
  }
  return values;
}

server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
