import { expect, test } from 'vitest';
import { writeHistoryInBackground } from './history-writer.ts';

test('what keeps the history from being written is told in words', async () => {
  const nobody = 'http://127.0.0.1:1';

  const work = writeHistoryInBackground(
    { prometheusUrl: nobody, until: new Date(), services: [{ name: 'gateway', url: nobody }], seed: 1 },
    { niceness: 0, report: () => undefined }
  );

  await expect(work).rejects.toThrow(/The history could not be written: .*(ECONNREFUSED|bad port|fetch failed)/);
});
