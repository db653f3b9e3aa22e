import { explainPoint } from '../detectors/index.ts';
import type { TrackedSeries } from './tracked-series.ts';

const plain = { title: '', formatValue: String };

/** Mean confidence in the newest points of these series, 0 to 1; null when none has been scored. */
export function meanConfidence(series: readonly TrackedSeries[]): number | null {
  const confidences = series.flatMap(({ model, lastPoint }) =>
    model === null || lastPoint === null ? [] : [explainPoint(lastPoint, model.card, plain).confidence]
  );
  return confidences.length === 0 ? null : confidences.reduce((total, each) => total + each, 0) / confidences.length;
}
