import type { Anomaly } from '@vigil/contract';
import { jointWindow } from './jointWindow';

const anomaly = {
  service: 'payments',
  onsetAt: '2026-01-12T11:30:20.000Z',
  detectedAt: '2026-01-12T11:31:00.000Z',
  endedAt: null,
} as Anomaly;

it('begins a quarter of an hour before the onset and goes to the end', () => {
  const ended = { ...anomaly, endedAt: '2026-01-12T11:50:59.000Z' };
  expect(jointWindow(ended)).toEqual({
    service: 'payments',
    from: '2026-01-12T11:15:00.000Z',
    to: '2026-01-12T11:50:00.000Z',
  });
});

it('goes to now while the anomaly lasts, for two hours at most', () => {
  const at = (time: string) => jointWindow(anomaly, Date.parse(time)).to;
  expect(at('2026-01-12T12:00:30.000Z')).toBe('2026-01-12T12:00:00.000Z');
  expect(at('2026-01-13T12:00:30.000Z')).toBe('2026-01-12T13:30:00.000Z');
});
