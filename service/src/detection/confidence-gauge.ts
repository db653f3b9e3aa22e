import type { DetectorDefinition } from '@vigil/contract';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { confidenceIn } from '../detectors/index.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** Registers a gauge of this name: by detector, the mean confidence in its newest points. */
export function registerConfidenceGauge(
  name: string,
  registry: Registry,
  series: SeriesRegistry,
  detectors: () => readonly DetectorDefinition[]
): void {
  new Gauge({
    name,
    help: 'Mean confidence in the newest points, 0 to 1.',
    labelNames: ['detector'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { id } of detectors()) {
        const confidence = meanConfidence(series.of(id));
        if (confidence !== null) {
          this.set({ detector: id }, confidence);
        }
      }
    },
  });
}

/** Null when none of the series has been scored. */
function meanConfidence(series: readonly TrackedSeries[]): number | null {
  const confidences = series.flatMap(({ model, lastPoint }) =>
    model === null || lastPoint === null ? [] : [confidenceIn(lastPoint, model.card)]
  );
  return confidences.length === 0 ? null : confidences.reduce((total, each) => total + each, 0) / confidences.length;
}
