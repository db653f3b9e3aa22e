import { type DetachedRequest, OperationError, type Request } from '../behavior/request.ts';
import type { ServiceDefinition } from '../behavior/service-definition.ts';
import { createChance } from '../model/chance.ts';

interface QueuedAction {
  readonly name: string;
  readonly queuedAtMs: number;
  readonly request: DetachedRequest;
}

const failedShare = 0.02;
const deniedShare = 0.01;
const actionNames = ['scale', 'restart', 'notify'] as const;
const staleAfterMs = 15_000;
const longestQueue = 10_000;

/** Accepts actions at once and lets a worker take them from a queue. */
export const executor: ServiceDefinition = {
  name: 'executor',
  httpMetrics: 'plain',
  durationBuckets: [0.01, 0.02, 0.03, 0.04, 0.06, 0.1, 0.25],
  failureRatio: 0.004,
  failureMessage: 'Action refused: policy store timed out',
  create({ meter, random, now, conditions, log }) {
    const actions = meter.counter({
      name: 'executor_actions_total',
      help: 'Actions that were carried out, by result.',
      labelNames: ['status'],
      known: [{ status: 'completed' }, { status: 'failed' }],
    });
    const durations = meter.histogram({
      name: 'executor_action_duration_seconds',
      help: 'Duration of actions.',
      labelNames: [],
      buckets: [0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1],
    });
    const policyChecks = meter.counter({
      name: 'executor_policy_checks_total',
      help: 'Policy checks before actions, by decision.',
      labelNames: ['decision'],
      known: [{ decision: 'allow' }, { decision: 'deny' }],
    });
    const apiCalls = meter.counter({
      name: 'executor_k8s_api_calls_total',
      help: 'Calls to the Kubernetes API by verb.',
      labelNames: ['verb'],
      known: [{ verb: 'get' }, { verb: 'patch' }],
    });
    const queue: QueuedAction[] = [];
    meter.level({ name: 'executor_queue_depth', help: 'Actions that wait for the worker.' }, () => queue.length);
    const isFailing = createChance(random);
    const isDenied = createChance(random);

    async function accept(request: Request) {
      await request.work('check policy', { medianMs: 22 });
      const decision = isDenied(deniedShare) ? 'deny' : 'allow';
      policyChecks.add({ decision });
      if (decision === 'deny') {
        throw new OperationError(403, 'Policy denies the action: change freeze for its namespace');
      }
      if (queue.length >= longestQueue) {
        throw new OperationError(503, `The queue holds ${longestQueue} actions and takes no more`);
      }
      const name = random.pick(actionNames);
      queue.push({ name, queuedAtMs: now(), request: request.detach(`action ${name}`) });
      return { status: 202, body: { action: name } };
    }

    async function execute(request: Request, name: string): Promise<void> {
      apiCalls.add({ verb: 'get' });
      const seconds = await request.work('PATCH deployment', { medianMs: 140 });
      apiCalls.add({ verb: 'patch' });
      durations.record({}, seconds);
      const status = isFailing(failedShare) ? 'failed' : 'completed';
      actions.add({ status });
      request.log(status === 'failed' ? 'warn' : 'info', `Action ${name} ${status}`);
    }

    async function workOff(): Promise<void> {
      if (conditions().isWorkerPaused) {
        return;
      }
      const taken = queue.splice(0);
      const fresh = taken.filter(({ queuedAtMs }) => now() - queuedAtMs < staleAfterMs);
      if (fresh.length < taken.length) {
        log('warn', `Dropped ${taken.length - fresh.length} actions that waited longer than ${staleAfterMs / 1000} s`);
      }
      await Promise.all(fresh.map(({ name, request }) => request.run((detached) => execute(detached, name))));
    }

    return {
      operations: [{ method: 'POST', route: '/actions', statuses: [202, 403], handle: accept }],
      jobs: [{ everyMs: 200, run: workOff }],
    };
  },
};
