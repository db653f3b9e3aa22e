import { describe, expect, it } from 'vitest';
import { anyOfNames } from './name-matcher.ts';

const names = [
  'orders',
  'a"b',
  String.raw`back\slash`,
  'two\nlines',
  'v1.2 (new)|*',
  '"} or vector(1) #',
  '$&[^x]{2}+?',
];

describe('anyOfNames', () => {
  it.each(names)('keeps %j inside one quoted string that matches that name only', (name) => {
    const quoted = anyOfNames([name, 'other']);
    const matcher = new RegExp(`^(?:${String(JSON.parse(quoted))})$`);
    expect(matcher.test(name)).toBe(true);
    expect(matcher.test('other')).toBe(true);
    expect(matcher.test(`${name}x`)).toBe(false);
  });

  it('takes no character of a name for an operator', () => {
    const matcher = new RegExp(`^(?:${String(JSON.parse(anyOfNames(['a.b'])))})$`);
    expect(matcher.test('axb')).toBe(false);
    expect(anyOfNames(['a.b', 'c'])).toBe(String.raw`"a\\.b|c"`);
  });
});
