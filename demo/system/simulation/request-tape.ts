import { setImmediate } from 'node:timers/promises';
import { createRandom } from '../model/random.ts';
import type { EntryPoint } from '../model/traffic.ts';
import { drawUser } from '../model/users.ts';
import type { Recorder } from './recording-meter.ts';
import type { SimulatedSystem } from './simulated-system.ts';

/** What a sequence of requests to one entry point does to the numbers of all services. */
export interface RequestTape {
  readonly length: number;
  /** Adds the increases of `count` requests in a row, the first at `from`; the tape begins again where it ends. */
  replay(totals: Float64Array, from: number, count: number): void;
}

export interface TapeOptions {
  readonly system: SimulatedSystem;
  readonly recorder: Recorder;
  readonly entryPoint: EntryPoint;
  readonly seed: number;
  readonly length: number;
}

/** Simulated requests wait for nothing; whatever else this process does has its turn between so many of them. */
const requestsAtOnce = 250;

export async function recordTape({ system, recorder, entryPoint, seed, length }: TapeOptions): Promise<RequestTape> {
  const random = createRandom(seed, 'tape', entryPoint.path);
  const slots: number[] = [];
  const amounts: number[] = [];
  const starts = [0];
  recorder.onIncrease = (slot, amount) => {
    slots.push(slot);
    amounts.push(amount);
  };
  for (let index = 0; index < length; index++) {
    if (index % requestsAtOnce === 0) {
      await setImmediate();
    }
    await system.serve('gateway', entryPoint, drawUser(random));
    await system.runJobs();
    starts.push(slots.length);
  }
  return tapeOf(Uint16Array.from(slots), Float64Array.from(amounts), Uint32Array.from(starts));
}

function tapeOf(slots: Uint16Array, amounts: Float64Array, starts: Uint32Array): RequestTape {
  const length = starts.length - 1;
  const addRange = (totals: Float64Array, from: number, to: number) => {
    const end = starts[to] as number;
    for (let entry = starts[from] as number; entry < end; entry++) {
      const slot = slots[entry] as number;
      totals[slot] = (totals[slot] as number) + (amounts[entry] as number);
    }
  };
  return {
    length,
    replay(totals, from, count) {
      for (let position = from, left = count; left > 0; position = 0) {
        const taken = Math.min(left, length - position);
        addRange(totals, position, position + taken);
        left -= taken;
      }
    },
  };
}
