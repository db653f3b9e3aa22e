import { describe, expect, it } from 'vitest';
import { createTemplateMiner, restoreTemplateMiner, type TemplateMiner } from './index.ts';

const names = 'anna bert carla dirk emma finn gerd hanna ines jan karl lea mara nils olga paul'.split(' ');

function addAll(miner: TemplateMiner, lines: readonly string[]): number[] {
  return lines.map((line) => miner.add(line).templateId);
}

/** Letters only, so that nothing of it looks like data. */
function word(seed: number): string {
  return [...(seed * 7919 + 100_003).toString(26)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 26)))
    .join('');
}

function texts(miner: TemplateMiner): string[] {
  return miner.templates().map(({ text }) => text);
}

describe('createTemplateMiner', () => {
  it('knows a template again when only values differ', () => {
    const miner = createTemplateMiner();
    const first = miner.add('Connection from 10.0.0.1 closed after 12 ms');
    const second = miner.add('Connection from 192.168.7.9 closed after 3 ms');

    expect(first).toEqual({ templateId: 1, isNew: true });
    expect(second).toEqual({ templateId: 1, isNew: false });
    expect(miner.templates()).toEqual([
      { id: 1, text: 'Connection from <*> closed after <*>', lineCount: 2, lastLine: 2 },
    ]);
  });

  it('answers a known line without making anything', () => {
    const miner = createTemplateMiner();
    miner.add('tick 1');

    expect(miner.add('tick 2')).toBe(miner.add('tick 3'));
  });

  it('takes words for values once there are too many for statements', () => {
    const miner = createTemplateMiner();
    const ids = addAll(
      miner,
      names.map((name) => `session opened for user ${name} by daemon`)
    );
    miner.consolidate();

    expect(texts(miner)).toEqual(['session opened for user <*> by daemon']);
    expect(ids.map((id) => miner.resolve(id))).toEqual(names.map(() => 1));
    expect(miner.add('session opened for user zoe by daemon')).toEqual({ templateId: 1, isNew: false });
  });

  it('keeps a few statements apart', () => {
    const miner = createTemplateMiner();
    for (let round = 0; round < 50; round++) {
      addAll(miner, [`worker pool ${round} has been started`, `worker pool ${round} has been stopped`]);
    }
    miner.consolidate();

    expect(texts(miner)).toEqual(['worker pool <*> has been started', 'worker pool <*> has been stopped']);
  });

  it('keeps a frequent word apart from rare ones at its place', () => {
    const miner = createTemplateMiner();
    const lines = Array.from({ length: 400 }, () => 'authentication failure for the account named root');
    addAll(miner, [...lines, lines[0]!.replace('root', 'guest'), lines[0]!.replace('root', 'test')]);
    miner.consolidate();

    expect(miner.templates()).toHaveLength(3);
  });

  it('does not unite short lines that have hardly a word in common', () => {
    const miner = createTemplateMiner();
    addAll(
      miner,
      names.slice(0, 5).map((name) => `${name} started`)
    );
    miner.consolidate();

    expect(miner.templates()).toHaveLength(5);
  });

  it('takes a word for a value where values have been seen', () => {
    const miner = createTemplateMiner();
    addAll(miner, [
      'Resolved peer address of the node to 10.1.2.3 at once',
      'Resolved peer address of the node to localhost at once',
    ]);
    miner.consolidate();

    expect(texts(miner)).toEqual(['Resolved peer address of the node to <*> at once']);
  });

  it('unites lines that differ in a field of another make', () => {
    const miner = createTemplateMiner();
    const ids = addAll(miner, [
      '10.1.2.3:80 error: could not connect to the proxy',
      'localhost:80 error: could not connect to the proxy',
    ]);
    miner.consolidate();

    expect(ids.map((id) => miner.resolve(id))).toEqual([1, 1]);
    expect(miner.templates()).toEqual([expect.objectContaining({ id: 1, lineCount: 2 })]);
    expect(miner.add('localhost:81 error: could not connect to the proxy')).toEqual({ templateId: 1, isNew: false });
  });

  it('finds several places that never have the same words twice', () => {
    const miner = createTemplateMiner();
    const lineOf = (index: number) =>
      `user ${word(3 * index)} opened file ${word(3 * index + 1)} in the editor of ${word(3 * index + 2)} today`;
    addAll(
      miner,
      Array.from({ length: 100 }, (_, index) => lineOf(index))
    );

    expect(texts(miner)).toEqual(['user <*> opened file <*> in the editor of <*> today']);
    expect(miner.add(lineOf(101)).isNew).toBe(false);
  });

  it('gives the same answers to the same lines', () => {
    const lines = Array.from(
      { length: 3_000 },
      (_, index) => `${word(index % 40)} is ${word(index % 7)} after ${index} s`
    );

    expect(addAll(createTemplateMiner(), lines)).toEqual(addAll(createTemplateMiner(), lines));
  });
});

describe('bounds', () => {
  it('keeps no more patterns than allowed, the latest ones', () => {
    const miner = createTemplateMiner({ maxPatterns: 200 });
    for (let index = 0; index < 5_000; index++) {
      const length = 1 + (index % 9);
      miner.add(Array.from({ length }, (_, place) => word(index * 10 + place)).join(' '));
      miner.add('the line that always comes');
    }

    expect(miner.templates().length).toBeLessThanOrEqual(200);
    expect(miner.add('the line that always comes').isNew).toBe(false);
    expect(miner.snapshot().patterns.length).toBeLessThanOrEqual(200);
    expect(miner.snapshot().successors.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \t\r\n '],
    ['100 kB of words', 'lorem ipsum '.repeat(8_500)],
    ['100 kB without a blank', 'x'.repeat(100_000)],
    ['100 kB of brackets', '([{<'.repeat(25_000)],
    ['100 kB of colons', 'ab:'.repeat(33_000)],
    ['control characters', '\u0000\u0001\u001b[31mred\u001b[0m\u007f'],
    ['half a surrogate pair', 'a \ud800 b \udc00'],
    ['words of all scripts', 'Zażółć gęślą jaźń 日本語 🙂'],
    ['names of objects', '__proto__ constructor toString'],
  ])('takes a line of %s', (_, line) => {
    const miner = createTemplateMiner();
    const startedAt = performance.now();
    const { templateId } = miner.add(line);

    expect(miner.add(line)).toEqual({ templateId, isNew: false });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(miner.templates()).toHaveLength(1);
  });
});

describe('restoreTemplateMiner', () => {
  const before = Array.from(
    { length: 500 },
    (_, index) => `user ${word(index)} from 10.0.0.${index % 250} is ${names[index % 3]}`
  );
  const after = Array.from({ length: 500 }, (_, index) => `user ${word(index + 400)} from ::1 is ${names[index % 5]}`);

  it('goes on as the miner would have', () => {
    const miner = createTemplateMiner();
    const ids = addAll(miner, before);
    const restored = restoreTemplateMiner(JSON.parse(JSON.stringify(miner.snapshot())));

    expect(restored.templates()).toEqual(miner.templates());
    expect(ids.map((id) => restored.resolve(id))).toEqual(ids.map((id) => miner.resolve(id)));
    expect(after.map((line) => ({ ...restored.add(line) }))).toEqual(after.map((line) => ({ ...miner.add(line) })));
    expect(restored.snapshot()).toEqual(miner.snapshot());
  });

  it('does not keep the values of lines', () => {
    const miner = createTemplateMiner();
    addAll(miner, before);

    expect(JSON.stringify(miner.snapshot())).not.toMatch(/10\.0\.0/);
  });

  it('refuses a snapshot of another version', () => {
    const snapshot = { ...createTemplateMiner().snapshot(), version: 2 as unknown as 1 };

    expect(() => restoreTemplateMiner(snapshot)).toThrow('version 2');
  });
});
