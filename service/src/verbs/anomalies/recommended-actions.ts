import type { AnomalyReport, IndicatorKind } from '@vigil/contract';
import type { AnomalyRow } from '../../storage/schema.ts';

type RecommendedAction = AnomalyReport['recommendedActions'][number];

interface Rule {
  title: string;
  /** Completes "because …"; `$service` and `$value` are filled in. */
  reason: string;
  runbookUrl: string | null;
  /** Absent: always. */
  when?: (anomaly: AnomalyRow, company: Company) => boolean;
}

/** What else is anomalous at the service at the same time. */
interface Company {
  kinds: ReadonlySet<IndicatorKind>;
}

const has =
  (...kinds: IndicatorKind[]) =>
  (_anomaly: AnomalyRow, company: Company): boolean =>
    kinds.some((kind) => company.kinds.has(kind));
const lacks =
  (...kinds: IndicatorKind[]) =>
  (_anomaly: AnomalyRow, company: Company): boolean =>
    !kinds.some((kind) => company.kinds.has(kind));

const rules: Partial<Record<IndicatorKind, readonly Rule[]>> = {
  latency: [
    {
      title: 'Scale out $service or shed load',
      reason: 'its CPU is unusually busy at the same time, so requests are likely to wait for a processor',
      runbookUrl: null,
      when: has('cpu', 'saturation'),
    },
    {
      title: 'Take a heap dump of $service, then restart one instance',
      reason: 'memory is unusual at the same time; collection pauses slow every request',
      runbookUrl: null,
      when: has('memory'),
    },
    {
      title: 'Look at the slowest traces of $service and of what it calls',
      reason: 'its own CPU and memory are as usual, so the time is probably spent waiting for something else',
      runbookUrl: null,
      when: lacks('cpu', 'saturation', 'memory'),
    },
  ],
  errors: [
    {
      title: 'Compare the running version of $service with the one before, and roll back if it changed',
      reason: 'sudden errors follow a release more often than anything else',
      runbookUrl: null,
    },
    {
      title: 'Read the error lines of $service since the onset',
      reason: 'the most frequent new message usually names the failing call',
      runbookUrl: null,
    },
  ],
  traffic: [
    {
      title: 'Check what should be sending work to $service',
      reason: 'requests stopped or fell while nothing else of it is unusual, so they are probably not being sent',
      runbookUrl: null,
      when: (anomaly, company) => isBelow(anomaly) && lacks('availability', 'errors')(anomaly, company),
    },
    {
      title: 'Bring the instances of $service back',
      reason: 'traffic fell while instances cannot be scraped',
      runbookUrl: null,
      when: (anomaly, company) => isBelow(anomaly) && has('availability')(anomaly, company),
    },
    {
      title: 'Find the client behind the surge at $service and limit it',
      reason: 'far more requests arrive than is usual at this hour',
      runbookUrl: null,
      when: (anomaly) => !isBelow(anomaly),
    },
  ],
  cpu: [
    {
      title: 'Profile $service and scale it out meanwhile',
      reason: 'it uses far more processor time than is usual for this hour',
      runbookUrl: null,
    },
  ],
  memory: [
    {
      title: 'Take a heap dump of $service, then restart its instances one by one',
      reason: 'memory that only grows ends in an out-of-memory kill; the dump shows what holds it',
      runbookUrl: null,
    },
  ],
  availability: [
    {
      title: 'Look at why instances of $service cannot be scraped',
      reason: 'they are stopped, unreachable or too busy to answer',
      runbookUrl: null,
    },
  ],
  cache: [
    {
      title: 'Check the cache behind $service: was it flushed, or did its keys change?',
      reason: 'the hit ratio collapsed, and every miss costs a full request',
      runbookUrl: null,
    },
  ],
  cost: [
    {
      title: 'Find the model and account that drive the cost of $service, and lower their limits',
      reason: 'it spends far more per hour than is usual',
      runbookUrl: null,
    },
    {
      title: 'Look at the cache first',
      reason: 'its hit ratio is unusual at the same time, and misses are paid for',
      runbookUrl: null,
      when: has('cache'),
    },
  ],
};

const fallback: Rule = {
  title: 'Investigate $service',
  reason: 'an investigation compares its metrics, logs and traces with what is usual',
  runbookUrl: null,
};

/** What to do about an anomaly, by rules over its kind and over what else is anomalous at the same service. */
export function recommendActions(anomaly: AnomalyRow, kinds: ReadonlySet<IndicatorKind>): RecommendedAction[] {
  const company: Company = { kinds };
  const applicable = (rules[anomaly.kind] ?? []).filter(({ when }) => when === undefined || when(anomaly, company));
  return (applicable.length > 0 ? applicable : [fallback]).map(({ title, reason, runbookUrl }) => ({
    title: title.replaceAll('$service', anomaly.service),
    reason: reason.replaceAll('$service', anomaly.service),
    runbookUrl,
  }));
}

function isBelow({ value, expected, lower }: AnomalyRow): boolean {
  return value === null || value < (lower ?? expected ?? 0) || value === 0;
}
