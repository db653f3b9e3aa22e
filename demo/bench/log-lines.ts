import { linearCongruential } from './labelled-series.ts';

type Value = (random: () => number) => string;

const whole =
  (limit: number): Value =>
  (random) =>
    String(Math.floor(random() * limit));
const oneOf =
  (...words: readonly string[]): Value =>
  (random) =>
    words[Math.floor(random() * words.length)]!;
const hex =
  (digits: number): Value =>
  (random) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
const address: Value = (random) => `10.${whole(4)(random)}.${whole(256)(random)}.${whole(256)(random)}`;

const verbs = ['opened', 'closed', 'refreshed', 'evicted', 'replicated', 'validated', 'scheduled', 'rejected'];
const things = [
  'session',
  'order',
  'payment',
  'index',
  'partition',
  'lease',
  'snapshot',
  'subscription',
  'quota',
  'upload',
];

const kinds: ReadonlyArray<readonly [string, readonly Value[]]> = [
  ['GET /api/v1/orders/% 200 in % ms from %', [whole(90_000), whole(900), address]],
  ['POST /api/v1/payments 201 in % ms trace=%', [whole(900), hex(8)]],
  ['connection to %:% refused, attempt % of 5', [address, whole(60_000), whole(5)]],
  ['slow query took % ms: SELECT * FROM orders WHERE customer = %', [whole(9_000), whole(50_000)]],
  ['user % logged in from % using %', [hex(6), address, oneOf('password', 'token', 'passkey')]],
  ['garbage collection freed % MiB in % ms', [whole(900), whole(80)]],
  ['cache % for key customer:% after % ms', [oneOf('hit', 'miss'), whole(70_000), whole(30)]],
  ['worker-% finished job % status=%', [whole(16), hex(8), oneOf('done', 'failed')]],
  ...verbs.flatMap((verb) =>
    things.map(
      (thing) =>
        [`${thing} manager ${verb} ${thing} % for tenant % in % ms`, [hex(8), whole(400), whole(2_000)]] as const
    )
  ),
];

/** Lines of about ninety statements as services write them, the frequent ones first. */
export function logLines(count: number, seed = 1): string[] {
  const random = linearCongruential(seed);
  return Array.from({ length: count }, () => {
    const [text, values] = kinds[Math.floor(kinds.length * random() ** 2)]!;
    let next = 0;
    return text.replaceAll('%', () => values[next++]!(random));
  });
}
