import { toRates } from './counter/counter-rate.ts';
import type { DetectorFactory, DetectorKind, DetectorOptions, FeatureContribution, Verdict } from './detector.ts';
import { moveToAcceptedLevel } from './level/accepted-level.ts';
import { writeCard } from './model-card.ts';
import { resolveOptions } from './options.ts';
import { StreamModel, type StreamState } from './stream-model.ts';
import { prepareTraining, type TrainingData } from './training-data.ts';

/** What a method learned: JSON parameters, and what it has to say for the model card. */
export interface Lesson<Parameters> {
  readonly parameters: Parameters;
  readonly seasonsMs: readonly number[];
  readonly expectedFalseAlarmsPerWeek: number | null;
  /** What was really learned from, where the method left out more than it had to. */
  readonly training?: TrainingData;
}

/** Follows one series; sees each point once, in order, finite unless the method scores gaps. */
export interface Scorer<State> {
  /** Takes the point in and fills the verdict, all of it. */
  judge(timestampMs: number, value: number, verdict: Verdict): void;
  /** What the point judged last, which scored 1 or more, has that is unusual. */
  explain(value: number, verdict: Verdict): readonly FeatureContribution[];
  state(): State;
}

/** The heart of a detector; `defineDetector` adds everything that all of them have in common. */
export interface DetectorMethod<Parameters, State> {
  readonly kind: DetectorKind;
  /** Raised when parameters or state change shape. */
  readonly version: number;
  readonly invariantTo: { readonly scale: boolean; readonly shift: boolean };
  /** The method wants to see NaN, "no value at this time". */
  readonly scoresGaps: boolean;
  learn(training: TrainingData, options: DetectorOptions): Lesson<Parameters>;
  scorer(parameters: Parameters, options: DetectorOptions, state: State | null): Scorer<State>;
}

/** Makes a detector of a method: training window and masks, minimum samples, the model card and snapshots. */
export function defineDetector<Parameters, State>(method: DetectorMethod<Parameters, State>): DetectorFactory {
  return {
    kind: method.kind,
    invariantTo: method.invariantTo,
    fit(series, options) {
      const resolved = resolveOptions(options);
      const readings = resolved.signal === 'counter' ? toRates(series) : series;
      const training = moveToAcceptedLevel(prepareTraining(readings, resolved), resolved);
      const lesson = training.values.length < resolved.minSamples ? null : method.learn(training, resolved);
      const card = writeCard(method.kind, lesson?.training ?? training, resolved, lesson);
      return new StreamModel(method, resolved, card, lesson?.parameters ?? null, null);
    },
    restore(snapshot) {
      if (snapshot.kind !== method.kind || snapshot.version !== method.version) {
        throw new Error(
          `cannot restore ${snapshot.kind} version ${snapshot.version} as ${method.kind} version ${method.version}`
        );
      }
      const { options, card, parameters, state } = snapshot;
      return new StreamModel(method, options, card, parameters as Parameters | null, state as StreamState<State>);
    },
  };
}
