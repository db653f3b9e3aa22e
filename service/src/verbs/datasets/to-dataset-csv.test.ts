import { expect, it } from 'vitest';
import { readCsvColumn } from '../../cli/read-csv.ts';
import { toDatasetCsv } from './to-dataset-csv.ts';

const row = { timestampMs: 1_772_445_600_000, value: -1.5e-7, score: null, seriesKey: 'latency{service="a,b"}' };

it('writes numbers as they are, and nothing where nothing was scored', () => {
  expect(toDatasetCsv([{ ...row, score: 0.25 }, row], { withSeries: false })).toBe(
    'timestamp,value,score\r\n2026-03-02T10:00:00.000Z,-1.5e-7,0.25\r\n2026-03-02T10:00:00.000Z,-1.5e-7,\r\n'
  );
});

it('quotes names, which can be read back', () => {
  const text = toDatasetCsv([row, row], { withSeries: true });
  expect(readCsvColumn(text, 'series')).toEqual([row.seriesKey, row.seriesKey]);
});

it.each(['=1+1', '+cmd', '-2', '@sum', '\tx', '\rx'])('lets no spreadsheet run %j', (seriesKey) => {
  const [field] = readCsvColumn(toDatasetCsv([{ ...row, seriesKey }], { withSeries: true }), 'series');
  expect(field).toBe(`'${seriesKey}`);
});
