import type { BacktestLevel } from '@vigil/contract';
import { formatDuration } from '../../../shared/formatInstant';
import { noValue } from '../../../shared/formatValue';

/** How early something was found: `12 min earlier`, `3 min later`. */
export function leadText(leadSeconds: number): string {
  return `${formatDuration(Math.abs(leadSeconds) * 1000)} ${leadSeconds >= 0 ? 'earlier' : 'later'}`;
}

/** The middle one of the leads. */
export function typicalLead(caught: BacktestLevel['caught']): string {
  const leads = caught.map(({ leadSeconds }) => leadSeconds).sort((first, second) => first - second);
  return leads.length === 0 ? noValue : leadText(leads[Math.floor((leads.length - 1) / 2)]);
}
