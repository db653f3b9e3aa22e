import { describe, expect, it } from 'vitest';
import { faultNames as systemFaultNames } from '../system/faults/faults.ts';
import { faultNames, parseOptions } from './options.mjs';

describe('parseOptions', () => {
  it('breaks latency with seed 1 when nothing is said', () => {
    expect(parseOptions([])).toEqual({
      ok: true,
      options: { fault: 'latency', seed: 1, once: false, docker: false, keep: false, help: false },
    });
  });

  it('reads every flag', () => {
    expect(parseOptions(['--once', '--fault', 'memory', '--seed=42', '--keep', '--docker'])).toEqual({
      ok: true,
      options: { fault: 'memory', seed: 42, once: true, docker: true, keep: true, help: false },
    });
  });

  it.each(faultNames)('knows the fault %s', (fault) => {
    expect(parseOptions(['--fault', fault])).toMatchObject({ ok: true, options: { fault } });
  });

  it('offers the faults of the demo system and none', () => {
    expect(faultNames.toSorted()).toEqual([...systemFaultNames, 'none'].toSorted());
  });

  it('answers an unknown flag with the valid ones', () => {
    const parsed = parseOptions(['--speed']);
    expect(parsed).toEqual({
      ok: false,
      problem: "Unknown option '--speed'. Valid options: --fault, --seed, --once, --docker, --keep, --help",
    });
  });

  it('answers an unknown fault with the valid ones', () => {
    expect(parseOptions(['--fault', 'fire'])).toEqual({
      ok: false,
      problem: `Unknown fault 'fire'. Valid faults: ${faultNames.join(', ')}`,
    });
  });

  it.each([['--seed', 'x'], ['--seed=-1'], ['--seed=1.5'], ['--fault'], ['extra']])('refuses %s %s', (...args) => {
    expect(parseOptions(args).ok).toBe(false);
  });
});
