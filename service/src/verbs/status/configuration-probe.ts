import type { ConfigReloader } from '../../config/config-reloader.ts';
import type { HealthProbe } from './health-monitor.ts';

/** Whether the configuration file is in use as it is written, and what of it needs a restart. */
export function configurationProbe(reloader: Pick<ConfigReloader, 'state'>): HealthProbe {
  return { name: 'configuration', check: () => Promise.resolve(reloader.state()) };
}
