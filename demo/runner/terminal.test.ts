import { describe, expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

describe('createTerminal', () => {
  it('writes plain lines with the time since the start where there is no terminal', () => {
    const { terminal, text, advance } = create(false);
    terminal.line('setup', 'started');
    advance(12_340);
    terminal.progress('training');
    terminal.line('incident', '#1 open');
    terminal.plain('{}');
    expect(text()).toBe(
      '[   0.0 s] setup         started\n' +
        '[  12.3 s] setup         training\n' +
        '[  12.3 s] incident      #1 open\n' +
        '{}\n'
    );
  });

  it('rewrites progress in place on a terminal and clears it before the next line', () => {
    const { terminal, text } = create(true);
    terminal.progress('one');
    terminal.progress('two');
    terminal.plain('done');
    expect(text().match(/\r\u001b\[2K/g)).toHaveLength(2);
    expect(text().split('\n')).toHaveLength(2);
    expect(text().endsWith('\r\u001b[2Kdone\n')).toBe(true);
  });

  it('keeps progress on one row of a narrow terminal', () => {
    const { terminal, text } = create(true, 40);
    terminal.progress('x'.repeat(200));
    const visible = text().replaceAll(/\u001b\[\d+m/g, '');
    expect(visible.length).toBeLessThan(40);
  });
});

function create(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  let nowMs = 1_000;
  const terminal = createTerminal({ isTTY, columns, write: (chunk) => written.push(chunk) }, () => nowMs);
  return {
    terminal,
    text: () => written.join(''),
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}
