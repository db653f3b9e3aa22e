/**
 * A PromQL query narrowed to one service, whatever it is made of: joined with a vector that has the label of that service
 * only, so that the source sends nothing about any other. `$` in a name would refer to the regular expression.
 */
export function ofService(query: string, serviceLabel: string, service: string): string {
  const only = `label_replace(vector(1), "${serviceLabel}", ${JSON.stringify(service.replaceAll('$', '$$$$'))}, "", "")`;
  return `(${query}) and on (${serviceLabel}) ${only}`;
}
