import type { ServiceContext } from '../../context.ts';
import { ping } from '../../storage/database.ts';
import type { HealthProbe } from './health-monitor.ts';

export function storageProbes({ database, queue }: Pick<ServiceContext, 'database' | 'queue'>): HealthProbe[] {
  return [
    {
      name: 'database',
      async check() {
        await ping(database);
        return { state: 'ok', message: 'answers' };
      },
    },
    {
      name: 'queue',
      async check() {
        await queue.check();
        return { state: 'ok', message: 'answers' };
      },
    },
  ];
}
