import type { DetectorList } from '@vigil/contract';
import { golden } from '../../../test/goldens';
import { emptyDraft, toDefinition, toDraft } from './draft';

const { items } = golden<DetectorList>('detector-list.several');

describe('a detector in the form', () => {
  it.each(items.map((item) => [item.id, item] as const))('%s comes back as it was', (_id, item) => {
    const { id, title, kind, query, unit, serviceLabel, stepSeconds, enabled, options } = item;
    const definition = { id, title, kind, query, unit, serviceLabel, stepSeconds, enabled, options };
    expect(toDefinition(toDraft(definition))).toEqual(definition);
  });

  it('shows durations in their largest whole unit', () => {
    expect(toDraft(items[0])).toMatchObject({ step: '15s', trainingWindow: '1w', seasons: '1d, 1w' });
  });

  it('sends what is no number as none, for the service to name the field', () => {
    const options = toDefinition({ ...emptyDraft, contamination: 'much', trainingWindow: 'long' }).options;
    expect(JSON.parse(JSON.stringify(options))).toMatchObject({ contamination: null, trainingWindowSeconds: null });
  });
});
