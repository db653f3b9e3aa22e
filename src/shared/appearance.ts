import type { GrafanaTheme2, IconName } from '@grafana/data';
import type { ComponentStatus, Incident, Investigation, ServiceHealth, Severity } from '@vigil/contract';

export type Tone = 'error' | 'warning' | 'success' | 'info' | 'secondary';

export interface Appearance {
  text: string;
  tone: Tone;
  icon: IconName;
}

export const severityAppearance: Record<Severity, Appearance> = {
  critical: { text: 'Critical', tone: 'error', icon: 'exclamation-circle' },
  high: { text: 'High', tone: 'warning', icon: 'exclamation-triangle' },
  normal: { text: 'Normal', tone: 'info', icon: 'info-circle' },
};

export const healthAppearance: Record<ServiceHealth, Appearance> = {
  down: { text: 'Down', tone: 'error', icon: 'times-circle' },
  critical: { text: 'Critical', tone: 'error', icon: 'exclamation-circle' },
  degraded: { text: 'Degraded', tone: 'warning', icon: 'exclamation-triangle' },
  healthy: { text: 'Healthy', tone: 'success', icon: 'check-circle' },
  unknown: { text: 'Unknown', tone: 'secondary', icon: 'question-circle' },
};

export const healthOrder: readonly ServiceHealth[] = ['down', 'critical', 'degraded', 'healthy', 'unknown'];

export const incidentStatusAppearance: Record<Incident['status'], Appearance> = {
  open: { text: 'Open', tone: 'error', icon: 'fire' },
  acknowledged: { text: 'Acknowledged', tone: 'warning', icon: 'eye' },
  resolved: { text: 'Resolved', tone: 'success', icon: 'check' },
};

/** Of an incident that nobody is paged for, and of a detector that opens only such. */
export const ticketAppearance: Appearance = { text: 'Ticket', tone: 'secondary', icon: 'clipboard-alt' };

export const anomalyStatusAppearance: Record<'open' | 'closed', Appearance> = {
  open: { text: 'Open', tone: 'error', icon: 'bolt' },
  closed: { text: 'Ended', tone: 'secondary', icon: 'check' },
};

export const investigationStatusAppearance: Record<Investigation['status'], Appearance> = {
  queued: { text: 'Queued', tone: 'secondary', icon: 'clock-nine' },
  running: { text: 'Running', tone: 'info', icon: 'spinner' },
  done: { text: 'Done', tone: 'success', icon: 'check' },
  failed: { text: 'Failed', tone: 'error', icon: 'times' },
};

export const componentStateAppearance: Record<ComponentStatus['state'], Appearance> = {
  ok: { text: 'Working', tone: 'success', icon: 'check-circle' },
  down: { text: 'Down', tone: 'error', icon: 'times-circle' },
  'not-configured': { text: 'Not configured', tone: 'secondary', icon: 'minus-circle' },
};

export function scoreTone(score: number | null): Tone {
  if (score === null) {
    return 'secondary';
  }
  if (score >= 2) {
    return 'error';
  }
  return score >= 1 ? 'warning' : 'success';
}

export function toneColour(theme: GrafanaTheme2, tone: Tone): { main: string; text: string; faint: string } {
  const colour = theme.colors[tone];
  if (tone === 'secondary') {
    return { main: theme.colors.text.disabled, text: theme.colors.text.secondary, faint: colour.transparent };
  }
  return { main: colour.main, text: colour.text, faint: colour.transparent };
}
