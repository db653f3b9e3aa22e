import { services, targetLabelsOf } from '../catalog.ts';
import { arrivalShape, type TrafficOptions } from '../model/arrivals.ts';
import { createRandom } from '../model/random.ts';
import { type EntryPoint, entryPoints, latencyLevelAt, trafficLevelAt } from '../model/traffic.ts';
import { createRecorder, type RecordedLevel, type RecordedSeries } from '../simulation/recording-meter.ts';
import { recordTape, type RequestTape } from '../simulation/request-tape.ts';
import { createSimulatedSystem } from '../simulation/simulated-system.ts';

/** Counters and histograms of the whole system, moved on through time. */
export interface Replay {
  readonly series: readonly RecordedSeries[];
  readonly levels: readonly RecordedLevel[];
  readonly totals: Float64Array;
  /** Adds what the users of this span of time did. */
  play(fromMs: number, toMs: number): void;
}

const usualTapeLength = 6000;
const tapeLevels = [0.9, 1, 1.1] as const;

export interface ReplayOptions extends TrafficOptions {
  /** Requests to record per entry point and level. */
  readonly tapeLength?: number;
}

/**
 * Records what requests do to the numbers of all services, at several levels of latency, and replays as many of them as
 * there are users at a time. What is exported is therefore as consistent as in the running system: an error of catalog
 * is an error of the gateway too, and a histogram counts what its counter counts.
 */
export async function createReplay(options: ReplayOptions): Promise<Replay> {
  const { seed, tapeLength = usualTapeLength } = options;
  const recorder = createRecorder();
  const system = createSimulatedSystem(seed, (service) => recorder.meterFor(targetLabelsOf(service)));
  for (const { name } of services) {
    recorder.meterFor(targetLabelsOf(name)).level({ name: 'up', help: 'Whether the target answers.' }, () => 1);
  }
  const tapes = new Map<EntryPoint, RequestTape[]>(entryPoints.map((entryPoint) => [entryPoint, []]));
  for (const latencyLevel of tapeLevels) {
    system.latencyLevel = latencyLevel;
    for (const [entryPoint, recorded] of tapes) {
      recorded.push(await recordTape({ system, recorder, entryPoint, seed, length: tapeLength }));
    }
  }
  const totals = new Float64Array(recorder.slotCount);
  const players = entryPoints.map((entryPoint) =>
    createPlayer(entryPoint, tapes.get(entryPoint) as RequestTape[], options)
  );
  return {
    series: recorder.series,
    levels: recorder.levels,
    totals,
    play(fromMs, toMs) {
      for (const play of players) {
        play(totals, fromMs, toMs);
      }
    },
  };
}

type Player = (totals: Float64Array, fromMs: number, toMs: number) => void;

function createPlayer(entryPoint: EntryPoint, tapes: readonly RequestTape[], options: TrafficOptions): Player {
  const { seed, loadFactor } = options;
  const random = createRandom(seed, 'history', entryPoint.path);
  let carried = 0;

  function drawCount(fromMs: number, toMs: number): number {
    const rate = entryPoint.meanRate * loadFactor * trafficLevelAt(seed, (fromMs + toMs) / 2);
    const mean = (rate * (toMs - fromMs)) / 1000;
    const drawn = mean + Math.sqrt(mean / arrivalShape) * random.normal() + carried;
    const count = Math.max(0, Math.round(drawn));
    carried = drawn - count;
    return count;
  }

  return (totals, fromMs, toMs) => {
    const tape = chooseTape(tapes, latencyLevelAt(seed, toMs), random.uniform());
    tape.replay(totals, Math.floor(random.uniform() * tape.length), drawCount(fromMs, toMs));
  };
}

/** One of the two tapes next to a level, each as often as the level is close to it. */
function chooseTape(tapes: readonly RequestTape[], level: number, draw: number): RequestTape {
  const next = tapeLevels.findIndex((tapeLevel) => level < tapeLevel);
  const above = next < 0 ? tapeLevels.length - 1 : Math.max(1, next);
  const [low, high] = [tapeLevels[above - 1] as number, tapeLevels[above] as number];
  return tapes[draw < (level - low) / (high - low) ? above : above - 1] as RequestTape;
}
