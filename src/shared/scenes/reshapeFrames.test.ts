import { FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { bandOf, highestSeries, scoreOf } from './reshapeFrames';

function series(name: string, labels: Record<string, string>, values: Array<number | null>): DataFrame {
  const times = values.map((_, index) => index * 1000);
  return toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: times },
      { name, type: FieldType.number, labels, values },
    ],
  });
}

const names = (frames: DataFrame[]) => frames.map(({ fields }) => fields[1].config.displayName);

it('keeps the one series of an anomaly, in its unit, with the band filled down to its lower edge', () => {
  const labels = { service: 'payments', detector: 'heap', area: 'old' };
  const other = { ...labels, area: 'young' };
  const parts = ['value', 'expected', 'lower', 'upper'].flatMap((name) => [
    series(name, labels, [1]),
    series(name, other, [1]),
  ]);
  const frames = bandOf({ service: 'payments', area: 'old' }, 'ratio')(parts);
  expect(names(frames)).toEqual(['Seen', 'Expected', 'Lower', 'Upper']);
  expect(frames[3].fields[1].config).toMatchObject({ unit: 'percentunit', custom: { fillBelowTo: 'Lower' } });
});

it('shows nothing where another series has the scores', () => {
  expect(scoreOf({ service: 'orders' })([series('score', { service: 'payments' }, [1])])).toEqual([]);
});

it('shows the series that rose highest, named by what they are', () => {
  const low = series('score', { service: 'a', detector: 'cpu' }, [0.1, null]);
  const high = series('score', { service: 'b', detector: 'heap', area: 'old' }, [0.2, 4]);
  const unknown = series('score', { service: 'c', detector: 'cpu' }, [null]);
  expect(names(highestSeries(2)([low, unknown, high]))).toEqual(['b · heap · old', 'a · cpu']);
});
