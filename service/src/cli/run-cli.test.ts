import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigil-cli-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCli(args, { out: (text) => out.push(text), error: (text) => error.push(text) });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

/** Writes two made-up systems; returns the arguments that read them. */
async function givenLogs(): Promise<string[]> {
  const data = path.join(folder, 'data');
  await mkdir(data);
  await writeFile(path.join(data, 'systems.json'), JSON.stringify({ Shop: 'shop.csv', Mail: 'mail.csv' }));
  await writeFile(
    path.join(data, 'shop.csv'),
    'line_id,content\n1,order 17 paid\n2,"order 18 paid"\n3,cart emptied\n4,order 19 paid\n'
  );
  await writeFile(path.join(data, 'mail.csv'), 'line_id,content\n1,"sent ""hello"", 3 bytes"\n');
  return ['--data', data, '--out', path.join(folder, 'out.json')];
}

describe('vigil templates', () => {
  it('writes for each system the group and the template of each line', async () => {
    const { code, out, error } = await run('templates', ...(await givenLogs()));

    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toBe('Shop: 4 lines, 2 templates\nMail: 1 lines, 1 templates');
    expect(JSON.parse(await readFile(path.join(folder, 'out.json'), 'utf8'))).toEqual({
      Shop: { groups: [1, 1, 2, 1], templates: ['order <*> paid', 'order <*> paid', 'cart emptied', 'order <*> paid'] },
      Mail: { groups: [1], templates: ['sent "hello", <*>'] },
    });
  });

  it('runs as a process of its own', async () => {
    const main = path.join(import.meta.dirname, 'main.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'templates', ...(await givenLogs())]);

    expect(stdout).toContain('Shop: 4 lines');
  });

  it.each([
    [['--data', 'x'], 'missing --out'],
    [[], 'missing --data and --out'],
    [['--data', 'x', '--out', 'y', '--fast'], "Unknown option '--fast'"],
    [['--data', 'x', '--out', 'y', 'z'], "Unexpected argument 'z'"],
    [['--data', '--out', 'y'], '--data'],
  ])('refuses %j as wrong usage', async (args, reason) => {
    const { code, out, error } = await run('templates', ...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(reason);
    expect(error).toContain('usage: vigil templates');
  });

  it('fails with a reason when there is no such folder', async () => {
    const { code, error } = await run(
      'templates',
      '--data',
      path.join(folder, 'none'),
      '--out',
      path.join(folder, 'o')
    );

    expect(code).toBe(1);
    expect(error).toMatch(/^vigil templates: .*none/);
    expect(error).not.toContain('usage');
  });

  it('names the file that it cannot read', async () => {
    const args = await givenLogs();
    await writeFile(path.join(folder, 'data', 'mail.csv'), 'line_id,text\n1,hello\n');
    const { code, error } = await run('templates', ...args);

    expect(code).toBe(1);
    expect(error).toBe('vigil templates: mail.csv: there is no column content');
  });

  it('refuses a list of systems of another shape', async () => {
    const args = await givenLogs();
    await writeFile(path.join(folder, 'data', 'systems.json'), '["Shop"]');

    expect(await run('templates', ...args)).toMatchObject({
      code: 1,
      error: 'vigil templates: systems.json must be an object of names and files',
    });
  });
});

describe('vigil', () => {
  it('shows its commands when asked', async () => {
    expect(await run('--help')).toEqual({ code: 0, out: expect.stringContaining('templates'), error: '' });
    expect(await run('templates', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--data DIR') });
  });

  it.each([[], ['explode'], ['toString'], ['--version']])('refuses %j', async (...args: string[]) => {
    const { code, out, error } = await run(...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain('usage: vigil COMMAND');
  });
});
