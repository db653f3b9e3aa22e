import { describe, expect, it } from 'vitest';
import { serviceNames } from '../catalog.ts';
import { entryPoints } from '../model/traffic.ts';
import { createRecorder } from './recording-meter.ts';
import { recordTape } from './request-tape.ts';
import { createSimulatedSystem } from './simulated-system.ts';

async function record(seed = 1, length = 200) {
  const recorder = createRecorder();
  const system = createSimulatedSystem(seed, (service) => recorder.meterFor({ service }));
  const tape = await recordTape({ system, recorder, entryPoint: entryPoints[2]!, seed, length });
  const replay = (from: number, count: number) => {
    const totals = new Float64Array(recorder.slotCount);
    tape.replay(totals, from, count);
    return totals;
  };
  return { recorder, replay };
}

describe('recordTape', () => {
  it('records the same requests for the same seed', async () => {
    const [one, two, other] = await Promise.all([record(), record(), record(2)]);
    expect(one.replay(0, 200)).toEqual(two.replay(0, 200));
    expect(one.replay(0, 200)).not.toEqual(other.replay(0, 200));
  });

  it('begins again at its end', async () => {
    const { replay } = await record();
    const [tail, head, around] = [replay(150, 50), replay(0, 30), replay(150, 80)];
    around.forEach((total, slot) => expect(total).toBeCloseTo((tail[slot] as number) + (head[slot] as number), 9));
  });

  it('replays more requests than it has', async () => {
    const { replay } = await record();
    const [once, thrice] = [replay(0, 200), replay(77, 600)];
    thrice.forEach((total, slot) => expect(total).toBeCloseTo(3 * (once[slot] as number), 6));
  });

  it('has a checkout reach every service', async () => {
    const { recorder, replay } = await record();
    const totals = replay(0, 200);
    const reached = recorder.series
      .filter(({ read }) => read(totals).some((value) => value > 0))
      .map(({ labels }) => labels[0]?.['service']);
    expect(new Set(reached)).toEqual(new Set(serviceNames));
  });

  it('lets the rest of the process have its turn', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await record(1, 2000);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});
