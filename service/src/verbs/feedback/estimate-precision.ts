import type { PrecisionEstimate, VerdictKind } from '@vigil/contract';
import { wilsonInterval } from '../../detectors/wilson-interval.ts';

export type VerdictCounts = Readonly<Partial<Record<VerdictKind, number>>>;

/** Precision from what people said; what is known was found rightly and wanted by nobody, so it counts for neither. */
export function estimatePrecision({ real = 0, noise = 0, known = 0 }: VerdictCounts): PrecisionEstimate {
  const judged = real + noise;
  return { real, noise, known, precision: judged === 0 ? null : real / judged, ...wilsonInterval(real, judged) };
}
