import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import type { ServiceSummary } from '@vigil/contract';
import React from 'react';
import { healthAppearance, toneColour } from '../../../shared/appearance';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { countOf, formatScore, noValue } from '../../../shared/formatValue';
import { pagePath } from '../../../shared/links';

export function ServiceCard({ service }: { service: ServiceSummary }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { name, health, reason, openAnomalies, openIncidents, peakScore } = service;
  const tone = healthAppearance[health].tone;
  return (
    <li className={styles.card} style={{ borderLeftColor: toneColour(theme, tone).main }}>
      <div className={styles.line}>
        <a className={styles.name} href={pagePath('anomalies', { service: name })}>
          {name}
        </a>
        <ToneBadge appearance={healthAppearance[health]} />
      </div>
      <p className={styles.reason}>{reason === '' ? instancesOf(service) : reason}</p>
      <div className={styles.line}>
        <HealthScore service={service} />
        {peakScore !== null && <span>peak {formatScore(peakScore)}</span>}
        <a href={pagePath('anomalies', { service: name })}>{countOf(openAnomalies, 'anomaly', 'anomalies')}</a>
        <a href={pagePath('incidents', { service: name, status: 'unresolved' })}>
          {countOf(openIncidents, 'incident')}
        </a>
      </div>
    </li>
  );
}

function HealthScore({ service: { healthScore, deductions } }: { service: ServiceSummary }) {
  const text = healthScore === null ? noValue : `${Math.round(healthScore)}/100`;
  if (deductions.length === 0) {
    return <span>{text}</span>;
  }
  const lines = deductions.map(({ reason, points }) => <li key={reason}>{`−${points} ${reason}`}</li>);
  return (
    <Tooltip content={<ul>{lines}</ul>}>
      <span tabIndex={0}>{text}</span>
    </Tooltip>
  );
}

function instancesOf({ instancesUp, instancesTotal }: ServiceSummary): string {
  return instancesTotal === null ? '' : `${instancesUp ?? 0} of ${countOf(instancesTotal, 'instance')} up`;
}

function getStyles(theme: GrafanaTheme2) {
  const small = { fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary };
  return {
    card: css({
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.75),
      padding: theme.spacing(1.25, 1.5),
      borderLeft: '3px solid transparent',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
    }),
    line: css({
      ...small,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      columnGap: theme.spacing(1),
      '& a:hover': { textDecoration: 'underline' },
      '& > a': { color: theme.colors.text.link },
    }),
    name: css({
      fontSize: theme.typography.body.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      '&&': { color: theme.colors.text.primary },
    }),
    reason: css({ ...small, flex: 1, margin: 0, minHeight: '2lh', overflowWrap: 'anywhere' }),
  };
}
