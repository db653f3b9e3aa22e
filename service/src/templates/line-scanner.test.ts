import { describe, expect, it } from 'vitest';
import { LineScanner } from './line-scanner.ts';
import { textOf, tokensOfLine } from './pattern.ts';

const scanner = new LineScanner();

function masked(line: string): string {
  return textOf(tokensOfLine(scanner.scan(line), line));
}

describe('LineScanner', () => {
  it.each([
    ['numbers', 'retry 3 of -12.5', 'retry <*> of <*>'],
    ['hexadecimal', 'fault at 0x0b85eee0 in deadbeefcafe', 'fault at <*> in <*>'],
    ['UUIDs', 'job b9000564-fe1a-409b-b8cc-1e88b294cd1d done', 'job <*> done'],
    ['addresses', 'from 10.1.2.3:8080 to [fe80::12ab:cdef:1]:443', 'from <*> to [<*>]:<*>'],
    ['hardware addresses', 'bssid be:ef:01:02:cc:03 lost', 'bssid <*> lost'],
    ['hosts with a port', 'dial api.example.org:443 failed', 'dial <*> failed'],
    ['paths', 'open /var/log/app.log: denied', 'open <*>: denied'],
    ['the root path', '{"path":"/"}', '{"path":"<*>"}'],
    ['paths with a drive', 'load C:\\Windows\\x.dll.', 'load <*>.'],
    ['URLs', 'GET https://example.org:8443/a/b?c=d&e=f, ok', 'GET <*>, ok'],
    ['e-mail addresses', 'mail to <anna.k@example.org> sent', 'mail to <<*>> sent'],
    ['ISO instants', '2024-05-06T10:11:12.123+02:00 up', '<*> up'],
    ['written dates', 'at Fri Jun 17 20:55:07 2005 UTC by cron', 'at <*> by cron'],
    ['durations and sizes', 'took 1.5 ms for 12.5MiB', 'took <*> for <*>'],
    ['compared numbers', 'lifetime <1 sec, +3 s', 'lifetime <*>'],
    ['a size said twice', 'sent 18846 bytes (18.4 KB) in all', 'sent <*> in all'],
    ['identifiers with digits', 'Launching attempt_1445_0020_m_000001_0', 'Launching <*>'],
    ['key=value pairs', 'uid=0 tty=pts/1 user=', 'uid=<*> tty=pts/<*> user='],
    ['numbers in brackets', 'sshd[123]: <5> done', 'sshd[<*>]: <<*>> done'],
    ['lists of numbers', 'usage: 1 2 3, 4', 'usage: <*>'],
    ['empty free brackets', 'from a () at b', 'from a (<*>) at b'],
  ])('takes out %s', (_, line, expected) => {
    expect(masked(line)).toBe(expected);
  });

  it.each(['eth0 is up', 'call init() twice', 'either/or', 'Could not find it.', 'May I?', 'a - b', '-> x'])(
    'leaves %s as it is',
    (line) => {
      expect(masked(line)).toBe(line);
    }
  );

  it('reads lists of any length alike', () => {
    expect(masked('nodes a1 ok b2 ok c3 ok')).toBe(masked('nodes a1 ok b2 ok'));
    expect(masked('{"k1":1,"k2":2,"k3":3}')).toBe(masked('{"k1":1,"k2":2}'));
  });

  it('does not tell kinds and amounts of blanks apart', () => {
    expect(masked('  a\t b\u0000c\r\n')).toBe('a b c');
  });
});
