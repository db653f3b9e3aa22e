import type { Incident } from '@vigil/contract';

type Resolution = NonNullable<Incident['resolution']>;

export const resolutionWords: Record<Resolution, string> = {
  fixed: 'Fixed',
  recovered: 'Recovered by itself',
  'false-positive': 'Not a real problem',
  benign: 'Real, but harmless',
  duplicate: 'Duplicate of another incident',
  test: 'Only a test',
};

/** Vigil alone says that something recovered by itself. */
export const resolutionChoices = (Object.keys(resolutionWords) as Resolution[])
  .filter((reason) => reason !== 'recovered')
  .map((value) => ({ value, label: resolutionWords[value] }));
