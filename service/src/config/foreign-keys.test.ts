import { expect, it } from 'vitest';
import { moveForeignKeys } from './foreign-keys.ts';

it.each([
  [{ training_window: '7d' }, { trainingWindowSeconds: 604_800 }],
  [{ training: { window_size_hours: 48 } }, { trainingWindowSeconds: 172_800 }],
  [{ trainingWindowMinutes: 90 }, { trainingWindowSeconds: 5400 }],
  [{ contamination: 0.02 }, { contamination: 0.02 }],
  [{ model: { contamination_ratio: 0.05 } }, { contamination: 0.05 }],
  [{ retrain_schedule: 'daily' }, { retrainHours: 24 }],
  [{ retraining: { interval_hours: 6 } }, { retrainHours: 6 }],
  [{ retraining: { schedule: '0 */12 * * *' } }, { retrainHours: 12 }],
  [{ retrain_interval: 24 }, { retrainHours: 24 }],
])('takes %j', (tree, detection) => {
  const notices = moveForeignKeys(tree);
  expect(tree).toEqual({ detection });
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain(`is taken as detection.${Object.keys(detection)[0]}`);
});

it('lets the name of its own win, and says so', () => {
  const tree = { contamination: 0.2, detection: { contamination: 0.01 } };
  expect(moveForeignKeys(tree)).toEqual(['contamination is left out, because detection.contamination is set as well']);
  expect(tree).toEqual({ detection: { contamination: 0.01 } });
});

it.each([
  [{ training_window: 1000 }, 'training_window'],
  [{ training: { window: 'long' } }, 'training.window'],
  [{ retrain_schedule: '5 4 1 * *' }, 'retrain_schedule'],
])('refuses %j, which does not say what it means', (tree, where) => {
  expect(() => moveForeignKeys(tree)).toThrow(`${where}: does not say`);
});

it('leaves everything else alone', () => {
  const tree = { detection: { stepSeconds: 30 }, training: { epochs: 3 }, presets: true };
  expect(moveForeignKeys(tree)).toEqual([]);
  expect(tree).toEqual({ detection: { stepSeconds: 30 }, training: { epochs: 3 }, presets: true });
});
