import { urlUtil } from '@grafana/data';
import type { Insight } from '@vigil/contract';
import { appPath } from './plugin';

type Parameters = Record<string, string | undefined>;

export type PageName = 'insights' | 'anomalies' | 'incidents' | 'investigations';

export function pagePath(page: PageName, parameters: Parameters = {}): string {
  return urlUtil.renderUrl(`${appPath}/${page}`, parameters);
}

export function anomalyPath(id: string): string {
  return pagePath('anomalies') + `/${encodeURIComponent(id)}`;
}

export const newDetector = '_new';

export function detectorsPath(): string {
  return `${pagePath('anomalies')}/detectors`;
}

/** The page of a detector; of one that is yet to be made with `newDetector`. */
export function detectorPath(id: string): string {
  return `${detectorsPath()}/${encodeURIComponent(id)}`;
}

export function incidentPath(id: string): string {
  return pagePath('incidents') + `/${encodeURIComponent(id)}`;
}

export function investigationPath(id: string): string {
  return pagePath('investigations') + `/${encodeURIComponent(id)}`;
}

/** Opens the dialog that starts an investigation; instants are ISO 8601. */
export function startInvestigationPath(service: string, from: string, to: string): string {
  return pagePath('investigations', { start: 'true', startService: service, startFrom: from, startTo: to });
}

export function insightPath({ link }: Insight): string | undefined {
  if (link === null) {
    return undefined;
  }
  if (link.page === 'services') {
    return pagePath('insights', { service: link.id ?? undefined });
  }
  const page = pagePath(link.page);
  return link.id === null ? page : `${page}/${encodeURIComponent(link.id)}`;
}
