import type { Labels } from '@vigil/contract';

/** One text per label set, whatever the order of its labels. */
export function labelsKey(labels: Labels): string {
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}=${JSON.stringify(labels[name])}`)
    .join(',');
}
