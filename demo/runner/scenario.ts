import { setTimeout as delay } from 'node:timers/promises';
import { faults } from '../system/faults/faults.ts';
import type { Environment } from './environment.ts';
import { indicators } from './indicators.ts';
import type { Snapshot } from './narrator.ts';
import type { FaultName } from './options.mjs';
import type { Terminal } from './terminal.ts';
import { type InjectedFault, judge, type Verdict } from './verdict.ts';
import type { Watch } from './watch.ts';

export interface Scenario {
  readonly environment: Environment;
  readonly watch: Watch;
  readonly terminal: Terminal;
  readonly fault: FaultName;
  readonly signal: AbortSignal;
}

export const steadyMs = 10_000;
/** Long enough for an incident to be noticed by everything that notices incidents. */
const quietObservationMs = 90_000;
const detectionTimeoutMs = 300_000;
/** Time for a wrong second incident or a change of mind to show after the first investigation. */
const settlingMs = 20_000;
const lookIntervalMs = 1_000;
const indicatorIntervalMs = 5_000;

/** Baseline, fault, and everything that Vigil says until its verdict can be judged. */
export async function playScenario(scenario: Scenario): Promise<Verdict> {
  const { environment, terminal, fault } = scenario;
  terminal.line('telemetry', `Steady for ${steadyMs / 1000} s`);
  await observe(scenario, steadyMs, () => false);
  const injected = await inject(environment, fault, terminal);
  if (injected.culprit === null) {
    await observe(scenario, quietObservationMs, () => false);
  } else {
    await observe(scenario, detectionTimeoutMs, (snapshot) => isInvestigated(snapshot, injected.culprit));
    await observe(scenario, settlingMs, () => false);
  }
  const { incidents } = await scenario.watch.look();
  return judge(injected, incidents);
}

export async function inject({ system }: Environment, fault: FaultName, terminal: Terminal): Promise<InjectedFault> {
  if (fault === 'none') {
    terminal.line('fault', `Nothing is broken; watching for ${quietObservationMs / 1000} s`);
    return { fault, culprit: null, injectedAt: new Date() };
  }
  const injectedAt = new Date();
  const { culprit, description } = faults[fault];
  await system.inject(fault);
  terminal.line('fault', description);
  return { fault, culprit, injectedAt };
}

async function observe(
  { watch, fault, signal }: Scenario,
  durationMs: number,
  isDone: (snapshot: Snapshot) => boolean
): Promise<void> {
  const endMs = performance.now() + durationMs;
  let indicatorAtMs = -Infinity;
  while (performance.now() < endMs) {
    if (performance.now() - indicatorAtMs >= indicatorIntervalMs) {
      indicatorAtMs = performance.now();
      await watch.showIndicator(indicators[fault]);
    }
    if (isDone(await watch.look())) {
      return;
    }
    await delay(lookIntervalMs, undefined, { signal });
  }
}

function isInvestigated({ incidents, investigations }: Snapshot, culprit: string | null): boolean {
  const finished = new Set(
    investigations.filter(({ status }) => status === 'done' || status === 'failed').map(({ id }) => id)
  );
  return incidents.some(
    ({ service, investigationId }) => service === culprit && investigationId !== null && finished.has(investigationId)
  );
}
