import type { AbsenceEvidence } from '../../detectors/index.ts';
import type { TrackedSeries } from '../tracked-series.ts';
import type { ShardInput } from './shard-input.ts';
import type { Shard } from './shard.ts';

interface Presence {
  series: number;
  present: number;
}

/** What each step of an input shows beside a series without a value; counted when a step is first asked about. */
export class StepEvidence {
  readonly #shard: Shard;
  readonly #input: ShardInput;
  readonly #bySteps = new Map<number, Map<string, Presence>>();

  constructor(shard: Shard, input: ShardInput) {
    this.#shard = shard;
    this.#input = input;
  }

  /** @param timestampMs one of the steps of the input, at which the series itself has no value */
  beside({ service }: TrackedSeries, timestampMs: number): AbsenceEvidence {
    const step = this.#input.stepsMs.indexOf(timestampMs);
    const services = this.#bySteps.get(step) ?? this.#count(step);
    const own = services.get(service) ?? { series: 1, present: 0 };
    return {
      siblings: own.series - 1,
      siblingsPresent: own.present,
      othersPresent: [...services].some(([name, { present }]) => name !== service && present > 0),
    };
  }

  #count(step: number): Map<string, Presence> {
    const { stepsMs, values } = this.#input;
    const services = new Map<string, Presence>();
    const rows = Math.min(this.#shard.series.length, values.length / stepsMs.length);
    for (let row = 0; row < rows; row += 1) {
      const { service } = this.#shard.series[row]!;
      const presence = services.get(service) ?? { series: 0, present: 0 };
      presence.series += 1;
      presence.present += Number.isNaN(values[row * stepsMs.length + step]) ? 0 : 1;
      services.set(service, presence);
    }
    this.#bySteps.set(step, services);
    return services;
  }
}
