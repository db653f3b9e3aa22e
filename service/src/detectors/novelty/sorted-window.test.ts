import { expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { SortedWindow } from './sorted-window.ts';

it('answers as sorting its newest values would, after many have come and gone', () => {
  const random = seededRandom(7);
  const window = new SortedWindow(50);
  const all: number[] = [];
  for (let count = 0; count < 500; count++) {
    const value = Math.round(random() * 40);
    window.add(value);
    all.push(value);
    const newest = all.slice(-50).toSorted((a, b) => a - b);
    const probe = random() * 40;
    expect(window.size).toBe(newest.length);
    expect(window.countBelow(probe)).toBe(newest.filter((each) => each < probe).length);
    expect(window.largest(1)).toBe(newest.at(-1));
    expect(window.median()).toBe(newest[(newest.length - 1) >> 1]);
    expect(window.nearestDistance(probe)).toBe(Math.min(...newest.map((each) => Math.abs(each - probe))));
  }
});

it('knows no distance before its first value', () => {
  expect(new SortedWindow(3).nearestDistance(5)).toBe(0);
});
