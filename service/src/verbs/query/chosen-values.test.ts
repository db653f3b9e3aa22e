import { describe, expect, it } from 'vitest';
import { chosenOrAll, chosenValues, matchesChosen } from './chosen-values.ts';

describe('a filter of a query', () => {
  it.each([
    ['', []],
    ['[]', []],
    ['orders', ['orders']],
    ['["orders","pay,ments"]', ['orders', 'pay,ments']],
    ['[odd name', ['[odd name']],
    ['[1]', ['[1]']],
  ])('%j lets %j through', (filter, values) => {
    expect(chosenValues(filter)).toEqual(values);
  });

  it('without values matches everything, with values only those', () => {
    expect(matchesChosen('', 'orders')).toBe(true);
    expect(matchesChosen('["orders","gateway"]', 'gateway')).toBe(true);
    expect(matchesChosen('["orders","gateway"]', 'payments')).toBe(false);
    expect(chosenOrAll('')).toBeUndefined();
    expect(chosenOrAll('orders')).toEqual(['orders']);
  });
});
