import { expect, it } from 'vitest';
import { countTemplates, messageOf, templateOf } from './log-templates.ts';

it.each([
  ['payment 8812 timed out after 2000 ms', 'payment <*> timed out after <*> ms'],
  ['user 3f2504e0-4f89-11d3-9a0c-0305e82c3301 from 10.1.2.3:8080', 'user <*> from <*>'],
  ['2026-03-02T10:00:00.123Z took 1.5s', '<*> took <*>s'],
  ['trace 4bf92f3577b34da6a3ce929d0e0e4736 failed', 'trace <*> failed'],
  ['{"level":"error","message":"Query 17 failed"}', 'Query <*> failed'],
  ['{"msg":"no 3"}', 'no <*>'],
  ['{not json 5', '{not json <*>'],
  ['facade decade', 'facade decade'],
])('%s → %s', (line, template) => {
  expect(templateOf(line)).toBe(template);
});

it('keeps a JSON line without a message as it is', () => {
  expect(messageOf('{"a":1}')).toBe('{"a":1}');
});

it('counts lines that say the same, the most frequent first', () => {
  expect(countTemplates(['a 1', 'b', 'a 2'])).toEqual([
    { template: 'a <*>', count: 2, sample: 'a 1' },
    { template: 'b', count: 1, sample: 'b' },
  ]);
});
