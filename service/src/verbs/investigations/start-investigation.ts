import { randomUUID } from 'node:crypto';
import type { Investigation, startInvestigation as startInvestigationShape } from '@vigil/contract';
import type { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import { notFound, ServiceError } from '../../errors.ts';
import { runInvestigationJob } from '../../jobs/run-investigation.job.ts';
import { toJson, toText } from '../../storage/json.ts';
import { findIncident } from '../../storage/repositories/incidents.ts';
import { findInvestigation, insertInvestigation } from '../../storage/repositories/investigations.ts';
import type { NewInvestigation } from '../../storage/schema.ts';
import { createStepLog } from './step-log.ts';

type Request = z.infer<typeof startInvestigationShape>;

/** Queues an investigation that somebody asked for. Throws `not-found`, and `invalid-request` for a window that ends before it begins. */
export async function startInvestigation(
  context: ServiceContext,
  request: Request,
  requestedBy: string
): Promise<Investigation> {
  const row = {
    ...newInvestigation(context, requestedBy),
    ...('incidentId' in request ? await ofIncident(context, request.incidentId) : ofService(request)),
  };
  await context.database.transaction().execute(async (transaction) => {
    await insertInvestigation(transaction, row);
    await context.queue.enqueue(transaction, runInvestigationJob, { investigationId: row.id });
  });
  const { steps: _steps, evidence: _evidence, topology: _topology, ...investigation } = await inserted(context, row.id);
  return investigation;
}

type Subject = Pick<NewInvestigation, 'incidentId' | 'service' | 'title' | 'trigger' | 'windowFrom' | 'windowTo'>;

/** The row of an investigation that has not begun. */
export function newInvestigation(
  { clock }: Pick<ServiceContext, 'clock'>,
  requestedBy: string
): Omit<NewInvestigation, keyof Subject> {
  return {
    id: randomUUID(),
    status: 'queued',
    requestedBy,
    createdAt: clock.now(),
    startedAt: null,
    finishedAt: null,
    summary: '',
    suspects: '[]',
    error: null,
    steps: toJson(
      createStepLog(
        () => clock.now(),
        () => Promise.resolve()
      ).steps()
    ),
    evidence: '[]',
    topology: '[]',
  };
}

async function ofIncident(context: ServiceContext, incidentId: string): Promise<Subject> {
  const incident = await findIncident(context.database, incidentId);
  if (incident === undefined) {
    throw notFound('incident', incidentId);
  }
  return {
    incidentId,
    service: incident.service,
    title: `Incident ${incident.number}: ${incident.title}`,
    trigger: 'manual',
    windowFrom: incident.startedAt,
    windowTo: incident.resolvedAt ?? context.clock.now(),
  };
}

function ofService({ service, from, to }: Extract<Request, { service: string }>): Subject {
  const [windowFrom, windowTo] = [new Date(from), new Date(to)];
  if (windowFrom >= windowTo) {
    const message = 'must be later than `from`';
    throw new ServiceError('invalid-request', `to ${message}`, { errors: [{ field: 'to', message }] });
  }
  return {
    incidentId: null,
    service,
    title: toText(`${service}, ${windowFrom.toISOString()} to ${windowTo.toISOString()}`),
    trigger: 'panel',
    windowFrom,
    windowTo,
  };
}

async function inserted({ database }: ServiceContext, id: string) {
  const found = await findInvestigation(database, id);
  if (found === null) {
    throw notFound('investigation', id);
  }
  return found;
}
