import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';

test('an error without a message is described by its name and its parts', () => {
  const error = new AggregateError([new Error('connect refused'), new Error('timed out')]);

  expect(describeError(error)).toBe('AggregateError: connect refused: timed out');
});

test('the cause is part of the description', () => {
  expect(describeError(new Error('fetch failed', { cause: new Error('socket hang up') }))).toBe(
    'fetch failed: socket hang up'
  );
});

test('anything can be thrown', () => {
  expect(describeError('out of luck')).toBe('out of luck');
});
