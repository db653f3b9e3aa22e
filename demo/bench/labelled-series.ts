import type { Series } from '@vigil/service/detectors';

const stepMs = 60_000;
const fromMs = Date.UTC(2026, 0, 5);
const noise = 3;

export interface LabelledSeries {
  readonly series: Series;
  /** 1 where an anomaly was put in. */
  readonly labels: Uint8Array;
}

/** A day per series with one wave, normal noise, and three kinds of anomaly: spikes, a level shift, a change of variance. */
export function labelledSeries(seed: number, pointCount: number): LabelledSeries {
  const random = linearCongruential(seed);
  const labels = new Uint8Array(pointCount);
  const timestampsMs = new Float64Array(pointCount).map((_, index) => fromMs + index * stepMs);
  const values = timestampsMs.map(
    (_, index) => 100 + 20 * Math.sin((2 * Math.PI * index) / pointCount) + noise * normal(random)
  );
  const change = (length: number, changed: (value: number) => number): void => {
    const start = Math.floor(random() * (pointCount - length));
    for (let index = start; index < start + length; index++) {
      values[index] = changed(values[index]!);
      labels[index] = 1;
    }
  };
  const side = random() < 0.5 ? -1 : 1;
  for (let spike = 0; spike < 5; spike++) {
    change(1, (value) => value + side * noise * (6 + 6 * random()));
  }
  change(20, (value) => value + side * noise * 8);
  change(20, (value) => value + noise * 5 * normal(random));
  return { series: { timestampsMs, values }, labels };
}

/** Area under the ROC curve: how often a labelled point scores above an ordinary one, ties counting half. */
export function areaUnderCurve(scores: Float64Array, labels: Uint8Array): number {
  const order = Array.from(scores, (_, index) => index).sort((a, b) => scores[a]! - scores[b]!);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) {
      end++;
    }
    const meanRank = (start + 1 + end) / 2;
    rankSum += meanRank * order.slice(start, end).reduce((sum, index) => sum + labels[index]!, 0);
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives));
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Every run sees the same data. */
export function linearCongruential(seed: number): () => number {
  let state = (seed + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
