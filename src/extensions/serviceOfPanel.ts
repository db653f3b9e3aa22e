import type { PluginExtensionPanelContext } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';

const serviceMatcher = /\b(?:service|service_name|job|app)\s*=~?\s*"([^"]+)"/;
const plainName = /^[\w./:-]+$/;

/** The service that a panel's queries are about, by their label matchers; empty when they name none or several. */
export function serviceOfPanel({ targets, scopedVars }: Readonly<PluginExtensionPanelContext>): string {
  const named = targets.map((target) => serviceOfQuery(target, (text) => getTemplateSrv().replace(text, scopedVars)));
  const services = new Set(named.filter((service) => service !== ''));
  const [service = ''] = services;
  return services.size === 1 ? service : '';
}

function serviceOfQuery(target: object, interpolate: (text: string) => string): string {
  const text =
    'expr' in target
      ? (serviceMatcher.exec(String(target.expr))?.[1] ?? '')
      : 'service' in target
        ? String(target.service)
        : '';
  const service = interpolate(text);
  return plainName.test(service) ? service : '';
}
