import { expect, it } from 'vitest';
import { renderResults } from './results.ts';

it('shows each system and the mean beside what is published', () => {
  const text = renderResults(
    { systems: { Shop: { GA: 0.5, FGA: 0.25, groups: 4, templates: 3 } }, mean: { GA: 0.5, FGA: 0.25 } },
    { date: '2025-01-02', commit: 'abc1234' }
  );

  expect(text).toContain('Date 2025-01-02, commit abc1234.');
  expect(text).toMatch(/\| Shop +\| 0\.5000 \| 0\.2500 \| 4 +\| 3 +\|/);
  expect(text).toMatch(/Vigil, one configuration\*\* +\| \*\*0\.5000\*\* \| \*\*0\.2500\*\*/);
  expect(text).toMatch(/Brain.* 0\.977/);
});
