import { hashText } from './word-hash.ts';

const weekdays = 'Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday';
const months =
  'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ' +
  'January February March April June July August September October November December';
const zones = 'UTC GMT EST EDT CST CDT MST MDT PST PDT CET CEST AM PM';
const sizes = 'B bytes byte KB kB MB GB TB KiB MiB GiB TiB';
const durations =
  'ns us ms msec msecs s sec secs min mins millisecond milliseconds second seconds minute minutes hour hours day days';

/** Words that say a date when a number follows. */
export const dateWords: ReadonlySet<number> = hashesOf(`${weekdays} ${months}`);

/** Words that belong to the number before them: units and time zones. */
export const unitWords: ReadonlySet<number> = hashesOf(`${sizes} ${durations} ${zones}`);

function hashesOf(words: string): ReadonlySet<number> {
  return new Set(words.split(' ').map(hashText));
}
