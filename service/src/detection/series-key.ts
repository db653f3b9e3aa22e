import type { Labels } from '@vigil/contract';
import { labelsKey } from '../telemetry/labels-key.ts';

/** The name of one watched series: readable, and the same whatever the order of its labels. */
export function seriesKeyOf(detectorId: string, labels: Labels): string {
  return `${detectorId}{${labelsKey(labels)}}`;
}
