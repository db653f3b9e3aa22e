import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { detectorDetail, detectorList } from '@vigil/contract';
import type { DetectorDetail } from '@vigil/contract';
import { datasetParts } from '../verbs/datasets/read-dataset.ts';
import { UsageError, type Command } from './command.ts';
import { datasetPath } from './dataset-path.ts';
import { readFlags } from './read-flags.ts';
import { createServiceClient, type ServiceClient } from './service-client.ts';

const defaultUrl = 'http://127.0.0.1:8001';

export const datasets: Command = {
  summary: 'write what detectors are trained on as CSV files, normal and anomalous apart',
  usage: [
    '--out DIR   folder to write: <service>/{history,anomaly}/<metric>.csv with timestamp, value and score',
    `--url URL   a running service; ${defaultUrl} without it`,
    'VIGIL_SHARED_SECRET in the environment is the secret of that service.',
  ].join('\n'),
  async run(args) {
    const { out, url = defaultUrl } = readFlags(args, ['out'], ['url']);
    const secret = process.env.VIGIL_SHARED_SECRET;
    if (secret === undefined || secret === '') {
      throw new UsageError('VIGIL_SHARED_SECRET is not set: it must be the secret of the service');
    }
    const client = createServiceClient(url, secret);
    const { items } = await client.json('/api/v1/detectors', detectorList);
    const report: string[] = [];
    for (const { id } of items.filter(({ state }) => state === 'active')) {
      const detail = await client.json(`/api/v1/detectors/${encodeURIComponent(id)}`, detectorDetail);
      await writeDetector(client, detail, out);
      report.push(reportOf(detail));
    }
    return report.join('\n');
  },
};

async function writeDetector(client: ServiceClient, { id, watched }: DetectorDetail, out: string): Promise<void> {
  const perService = Map.groupBy(watched, ({ service }) => service);
  for (const { key, service } of watched) {
    const isOnly = perService.get(service)?.length === 1;
    for (const part of datasetParts) {
      const query = new URLSearchParams({ series: key, part });
      const text = await client.text(`/api/v1/detectors/${encodeURIComponent(id)}/dataset.csv?${query}`);
      const file = join(out, datasetPath({ service, detectorId: id, seriesKey: key, part, isOnly }));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}

function reportOf({ id, watched, series }: DetectorDetail): string {
  const rest = series.total - watched.length;
  return `${id}: ${watched.length} series${rest > 0 ? `, ${rest} more are not listed by the service` : ''}`;
}
