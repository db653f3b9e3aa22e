import type { Labels } from '@vigil/contract';

/** The name of one watched series: readable, and the same whatever the order of its labels. */
export function seriesKeyOf(detectorId: string, labels: Labels): string {
  const written = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${JSON.stringify(labels[name])}`)
    .join(',');
  return `${detectorId}{${written}}`;
}
