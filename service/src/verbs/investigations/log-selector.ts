import type { LogsSource, TimeRange } from '../../telemetry/telemetry.ts';

/** Labels that usually name the service of a stream, the preferred one first. */
const serviceLabels = ['service', 'service_name', 'app', 'job', 'container'];
const levelFilter = '(?i)^(warn|warning|error|err|fatal|critical|panic)$';
const troubleWords = '(?i)\\\\b(error|exception|fail(ed|ure)?|fatal|panic|timed? ?out|warn(ing)?)\\\\b';

/** How logs of a service are found here: from the labels that exist, not from those that ought to. */
export interface LogSelector {
  selector(service: string): string | null;
  /** Lines of trouble of a stream selector. */
  troubleQuery(selector: string): string;
}

export async function findLogSelector(
  logs: LogsSource,
  services: readonly string[],
  range: TimeRange
): Promise<LogSelector> {
  const names = await logs.labelNames(range);
  const labelOf = new Map<string, string>();
  for (const label of serviceLabels.filter((candidate) => names.includes(candidate))) {
    const values = new Set(await logs.labelValues(label, range));
    for (const service of services.filter((candidate) => values.has(candidate) && !labelOf.has(candidate))) {
      labelOf.set(service, label);
    }
  }
  const hasLevel = names.includes('level');
  return {
    selector(service) {
      const label = labelOf.get(service);
      return label === undefined ? null : `{${label}=${JSON.stringify(service)}}`;
    },
    troubleQuery: (selector) =>
      hasLevel ? `${selector.slice(0, -1)}, level=~"${levelFilter}"}` : `${selector} |~ "${troubleWords}"`,
  };
}
