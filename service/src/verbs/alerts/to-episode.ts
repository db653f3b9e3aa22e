import { noEnd } from '@vigil/contract';
import type { AlertmanagerNotification, GrafanaNotification, Labels, Severity } from '@vigil/contract';
import { toText } from '../../storage/json.ts';
import type { AlertSource, EpisodeRow } from '../../storage/schema.ts';

type Alert = AlertmanagerNotification['alerts'][number] | GrafanaNotification['alerts'][number];

/** What an alert in a notification says about its episode, before it is known whether that is new. */
export interface ReportedEpisode extends Pick<
  EpisodeRow,
  | 'source'
  | 'fingerprint'
  | 'startsAt'
  | 'endsAt'
  | 'status'
  | 'title'
  | 'service'
  | 'severity'
  | 'generatorUrl'
  | 'ruleKey'
  | 'signal'
  | 'isTest'
> {
  labels: Labels;
  annotations: Record<string, string>;
}

const signals: Readonly<Record<string, EpisodeRow['signal']>> = {
  DatasourceNoData: 'no-data',
  DatasourceError: 'error',
};

const severities: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  page: 'critical',
  emergency: 'critical',
  fatal: 'critical',
  p1: 'critical',
  none: 'normal',
  info: 'normal',
  informational: 'normal',
  low: 'normal',
};

/** `serviceLabels`: which labels may name the service, the preferred one first. */
export function toEpisode(
  source: AlertSource,
  alert: Alert,
  serviceLabels: readonly string[],
  receivedAt: Date
): ReportedEpisode {
  const { labels } = alert;
  const name = labels.alertname ?? '';
  const signal = source === 'grafana' ? (signals[name] ?? 'condition') : 'condition';
  const isTest = source === 'grafana' && name === 'TestAlert' && labels.instance === 'Grafana';
  const ruleName = signal === 'condition' ? name : (labels.rulename ?? name);
  return {
    source,
    fingerprint: toText(alert.fingerprint),
    startsAt: new Date(alert.startsAt),
    endsAt: alert.status === 'resolved' ? endOf(alert, receivedAt) : null,
    status: alert.status,
    title: toText(titleOf(ruleName, signal)),
    service: serviceOf(labels, serviceLabels),
    severity: isTest ? 'normal' : (severities[(labels.severity ?? '').toLowerCase()] ?? 'high'),
    generatorUrl: toText(alert.generatorURL),
    ruleKey: source === 'grafana' ? toText(ruleKeyOf(alert, ruleName)) : null,
    signal,
    isTest,
    labels,
    annotations: alert.annotations,
  };
}

/** A resolved alert without a usable end ended when that was said. */
function endOf({ endsAt, startsAt }: Alert, receivedAt: Date): Date {
  const end = endsAt === undefined || endsAt === noEnd ? receivedAt : new Date(endsAt);
  return end < new Date(startsAt) ? receivedAt : end;
}

function titleOf(ruleName: string, signal: EpisodeRow['signal']): string {
  const name = ruleName === '' ? 'Alert without a name' : ruleName;
  return signal === 'condition' ? name : `${name}: ${signal === 'no-data' ? 'no data' : 'error'}`;
}

function serviceOf(labels: Labels, serviceLabels: readonly string[]): string | null {
  const label = serviceLabels.find((name) => (labels[name] ?? '') !== '');
  return label === undefined ? null : toText(labels[label] ?? '');
}

function ruleKeyOf(alert: Alert, ruleName: string): string {
  return 'ruleUID' in alert && alert.ruleUID ? `uid:${alert.ruleUID}` : `name:${ruleName}`;
}
