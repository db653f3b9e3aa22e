import { describe, expect, it } from 'vitest';
import { type Arrival, arrivalsFrom } from './arrivals.ts';
import { entryPoints, trafficLevelAt } from './traffic.ts';

const tuesdayNoon = Date.UTC(2026, 10, 17, 12);

function arrivalsDuring(minutes: number, { seed = 1, loadFactor = 1 } = {}): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const arrival of arrivalsFrom(tuesdayNoon, { seed, loadFactor })) {
    if (arrival.atMs >= tuesdayNoon + minutes * 60_000) {
      return arrivals;
    }
    arrivals.push(arrival);
  }
  return arrivals;
}

describe('arrivalsFrom', () => {
  it('is the same sequence for the same seed and start', () => {
    expect(arrivalsDuring(2)).toEqual(arrivalsDuring(2));
    expect(arrivalsDuring(2)).not.toEqual(arrivalsDuring(2, { seed: 2 }));
  });

  it('is in order of time', () => {
    const times = arrivalsDuring(5).map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
  });

  it.each(entryPoints)('visits $method $path at its rate', (entryPoint) => {
    const count = arrivalsDuring(20).filter((arrival) => arrival.entryPoint === entryPoint).length;
    const expected = entryPoint.meanRate * 1200 * trafficLevelAt(1, tuesdayNoon);
    expect(count / expected).toBeGreaterThan(0.94);
    expect(count / expected).toBeLessThan(1.06);
  });

  it('follows the load factor', () => {
    const ratio = arrivalsDuring(5, { loadFactor: 2 }).length / arrivalsDuring(5).length;
    expect(ratio).toBeGreaterThan(1.95);
    expect(ratio).toBeLessThan(2.05);
  });

  it('sends more in the afternoon than at night', () => {
    const [day, night] = [Date.UTC(2026, 10, 17, 14), Date.UTC(2026, 10, 17, 2)].map((atMs) => trafficLevelAt(1, atMs));
    expect(day as number).toBeGreaterThan((night as number) * 1.4);
  });

  it('varies less from minute to minute than pure chance would', () => {
    const perMinute = Array<number>(60).fill(0);
    for (const { atMs } of arrivalsDuring(60)) {
      const minute = Math.floor((atMs - tuesdayNoon) / 60_000);
      perMinute[minute] = (perMinute[minute] as number) + 1;
    }
    const mean = perMinute.reduce((sum, count) => sum + count, 0) / 60;
    const steps = perMinute.slice(1).map((count, index) => (count - (perMinute[index] as number)) ** 2 / 2);
    const variance = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    expect(variance).toBeLessThan(mean / 2);
  });
});
