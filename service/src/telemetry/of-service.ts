import { asLogQuery, isLogQuery, logQueryOf } from './series-source.ts';

/**
 * A query narrowed to one service, whatever it is made of: joined with a vector that has the label of that service only,
 * so that the source sends nothing about any other. PromQL and LogQL write that alike.
 */
export function ofService(query: string, serviceLabel: string, service: string): string {
  return isLogQuery(query)
    ? asLogQuery(narrowed(logQueryOf(query), serviceLabel, service))
    : narrowed(query, serviceLabel, service);
}

/** `$` in a name would refer to the regular expression. */
function narrowed(query: string, serviceLabel: string, service: string): string {
  const only = `label_replace(vector(1), "${serviceLabel}", ${JSON.stringify(service.replaceAll('$', '$$$$'))}, "", "")`;
  return `(${query}) and on (${serviceLabel}) ${only}`;
}
