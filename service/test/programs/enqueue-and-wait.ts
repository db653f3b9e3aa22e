import { pino } from 'pino';
import { investigateJob } from '../../src/jobs/investigate.job.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import { openDatabase } from '../../src/storage/database.ts';

/** Sends one job in the data folder it is given and then waits to be killed. */
const [path = ''] = process.argv.slice(2);
const opened = await openDatabase({ kind: 'directory', path });
const queue = await startQueue(opened.queueBackend, [investigateJob], pino({ level: 'silent' }));
await opened.database
  .transaction()
  .execute((transaction) => queue.enqueue(transaction, investigateJob, { incidentId: 'survivor' }));
console.log('enqueued');
setInterval(() => undefined, 60_000);
