import { isErrorText } from './error-text.ts';
import type { Evidence, EvidenceSource } from './recorded-incident.ts';
import type { ContentOf } from './span-content.ts';
import type { SpanForest, SpanNode } from './span-forest.ts';

const MIN_USUAL = 5;
/** What fewer of an operation's spans than this did or left out was not its usual way. */
const RARE_SHARE = 0.05;
/** New lines that report no error come from other requests as often as from a fault. */
const QUIET_WEIGHT = 0.5;

/** How many spans of an operation there were and what they did. */
interface Habit {
  readonly service: string;
  readonly operation: string;
  spans: number;
  readonly counts: Map<string, number>;
}

/**
 * Operations that left their usual way: spans without a call or a log line that nearly all had, or with one that hardly
 * any had. Comparing within operations leaves the mix of requests out. The idea that a fault in code shows as events of a
 * trace that no longer follow one another is Nezha's (Yu et al. 2023).
 */
export function codePathSource(forest: SpanForest, contentOf: ContentOf): EvidenceSource {
  const usual = habitsOf(forest.usual, contentOf);
  const evidence: Evidence[] = [];
  for (const [key, during] of habitsOf(forest.during, contentOf)) {
    const before = usual.get(key);
    if (before && before.spans >= MIN_USUAL) {
      evidence.push(...departures(before, during));
    }
  }
  return { chance: 1.5, evidence };
}

function habitsOf(nodes: readonly SpanNode[], contentOf: ContentOf): Map<string, Habit> {
  const habits = new Map<string, Habit>();
  for (const node of nodes) {
    const { service, operation } = node.span;
    const key = JSON.stringify([service, operation]);
    const habit = habits.get(key) ?? { service, operation, spans: 0, counts: new Map<string, number>() };
    habits.set(key, habit);
    habit.spans++;
    for (const each of contentOf(node)) {
      habit.counts.set(each, (habit.counts.get(each) ?? 0) + 1);
    }
  }
  return habits;
}

function departures(before: Habit, during: Habit): Evidence[] {
  return [...new Set([...before.counts.keys(), ...during.counts.keys()])].flatMap((content) => {
    const usualShare = ((before.counts.get(content) ?? 0) + 0.5) / (before.spans + 1);
    const count = during.counts.get(content) ?? 0;
    if (usualShare > 1 - RARE_SHARE) {
      return [departure(during, `${content} (missing)`, during.spans - count, 1 - usualShare, 1)];
    }
    if (usualShare < RARE_SHARE) {
      return [departure(during, content, count, usualShare, isErrorText(content) ? 1 : QUIET_WEIGHT)];
    }
    return [];
  });
}

function departure(during: Habit, content: string, count: number, usualShare: number, weight: number): Evidence {
  const share = count / during.spans;
  return {
    service: during.service,
    kind: 'code',
    metric: `${during.operation}: ${content}`,
    strength: weight * Math.sqrt(share) * surprise(count, usualShare * during.spans),
    trust: 0.9,
  };
}

/** How far a count is above the one expected, in standard deviations of chance (Anscombe 1948); 0 below. */
export function surprise(count: number, expected: number): number {
  return Math.max(2 * (Math.sqrt(count + 3 / 8) - Math.sqrt(expected + 3 / 8)), 0);
}
