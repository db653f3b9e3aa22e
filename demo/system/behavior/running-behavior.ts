import { createChance } from '../model/chance.ts';
import { createRandom } from '../model/random.ts';
import { extraFailureRatioAt } from './conditions.ts';
import { createHttpMetrics } from './http-metrics.ts';
import { CallError, OperationError, type Reply, type Request } from './request.ts';
import { createRouter, type Router } from './router.ts';
import type { Environment, Job, Operation, ServiceDefinition } from './service-definition.ts';

export interface RunningBehavior {
  readonly match: Router;
  readonly jobs: readonly Job[];
  /** Handles a request whatever happens, and counts it. */
  serve(operation: Operation, request: Request): Promise<Reply>;
}

/** A service in its environment, with what all services have: baseline failures, error answers and HTTP metrics. */
export function runBehavior(definition: ServiceDefinition, environment: Environment): RunningBehavior {
  const { operations, jobs = [] } = definition.create(environment);
  const metrics = createHttpMetrics(definition, operations, environment.meter);
  const isFailing = createFailures(definition, environment);
  environment.meter.level(
    { name: 'app_build_info', help: 'The running version.', labels: { version: environment.version } },
    () => 1
  );
  return {
    match: createRouter(operations),
    jobs,
    async serve(operation, request) {
      const reply = await answer(operation, request, isFailing);
      metrics.record(operation, reply.status, request.elapsedSeconds());
      return reply;
    },
  };
}

type FailureCheck = () => string | undefined;

/** Says why the next request fails, if it does. */
function createFailures(definition: ServiceDefinition, { seed, conditions, now }: Environment): FailureCheck {
  const baseline = createChance(createRandom(seed, definition.name, 'failures'));
  const injected = createChance(createRandom(seed, definition.name, 'injected failures'));
  return () => {
    if (injected(extraFailureRatioAt(conditions(), now()))) {
      return conditions().failureMessage;
    }
    return baseline(definition.failureRatio) ? definition.failureMessage : undefined;
  };
}

async function answer(operation: Operation, request: Request, isFailing: FailureCheck): Promise<Reply> {
  try {
    const failure = isFailing();
    if (failure !== undefined) {
      throw new OperationError(500, failure);
    }
    return await operation.handle(request);
  } catch (error) {
    const { status, message } = problemOf(error);
    request.log(status >= 500 ? 'error' : 'warn', message);
    return { status, body: { error: message } };
  }
}

function problemOf(error: unknown): { status: number; message: string } {
  if (error instanceof OperationError) {
    return error;
  }
  if (error instanceof CallError) {
    return { status: error.isTimeout ? 504 : 502, message: error.message };
  }
  return { status: 500, message: error instanceof Error ? error.message : String(error) };
}
