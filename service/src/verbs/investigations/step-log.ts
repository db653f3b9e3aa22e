import type { InvestigationStep } from '@vigil/contract';

export const stepNames = ['metrics', 'logs', 'traces', 'changes', 'alerts', 'ranking'] as const;
export type StepName = (typeof stepNames)[number];

/** A step that does not apply here; the message says why. */
export class SkippedStep extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'SkippedStep';
  }
}

export interface StepLog {
  steps(): InvestigationStep[];
  failed(): StepName[];
  /** Runs a step and keeps what came of it; a failing step yields its fallback and does not stop the others. */
  run<Result>(
    name: StepName,
    fallback: Result,
    step: () => Promise<Result>,
    remarkOn?: (result: Result) => string
  ): Promise<Result>;
}

/** Keeps the steps of an investigation and saves them whenever one begins or ends. */
export function createStepLog(now: () => Date, save: (steps: InvestigationStep[]) => Promise<void>): StepLog {
  const byName = new Map<StepName, InvestigationStep>(
    stepNames.map((name) => [name, { name, status: 'pending', startedAt: null, finishedAt: null, message: '' }])
  );
  const steps = (): InvestigationStep[] => [...byName.values()];
  const change = async (name: StepName, changes: Partial<InvestigationStep>): Promise<void> => {
    const known = byName.get(name);
    if (known !== undefined) {
      byName.set(name, { ...known, ...changes });
    }
    await save(steps());
  };

  return {
    steps,
    failed: () => stepNames.filter((name) => byName.get(name)?.status === 'failed'),
    async run(name, fallback, step, remarkOn = () => '') {
      await change(name, { status: 'running', startedAt: now().toISOString() });
      try {
        const result = await step();
        await change(name, { status: 'done', finishedAt: now().toISOString(), message: remarkOn(result) });
        return result;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const status = error instanceof SkippedStep ? 'skipped' : 'failed';
        await change(name, { status, finishedAt: now().toISOString(), message });
        return fallback;
      }
    },
  };
}
