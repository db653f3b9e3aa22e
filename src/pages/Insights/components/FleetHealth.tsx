import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Text, useStyles2, useTheme2 } from '@grafana/ui';
import type { Insights, ServiceStatus } from '@vigil/contract';
import React from 'react';
import { toneColour, type Tone } from '../../../shared/appearance';
import { TimeText } from '../../../shared/components/TimeText';
import { countOf, noValue } from '../../../shared/formatValue';
import { fleetVerdict } from '../fleetVerdict';
import { BreakdownBar } from './BreakdownBar';
import { HealthRing } from './HealthRing';
import { StatTile } from './StatTile';

interface Props {
  insights: Insights;
  status: ServiceStatus | undefined;
  health: string;
  onSelectHealth: (health: string) => void;
}

const verdictIcon: Record<Tone, 'check-circle' | 'exclamation-triangle' | 'exclamation-circle' | 'info-circle'> = {
  success: 'check-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
  info: 'info-circle',
  secondary: 'info-circle',
};

export function FleetHealth({ insights, status, health, onSelectHealth }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const verdict = fleetVerdict(insights, status);
  const detection = status?.detection;
  const { openIncidentCount, acknowledgedIncidentCount: acknowledgedCount } = insights;
  const openAnomalies = insights.services.reduce((sum, service) => sum + service.openAnomalies, 0);
  return (
    <section className={styles.frame} aria-label="Fleet health">
      <div className={styles.summary}>
        <HealthRing score={insights.fleetHealthScore} tone={verdict.isCurrent ? verdict.tone : 'secondary'} />
        <div className={styles.words}>
          <div className={styles.title} style={{ color: toneColour(theme, verdict.tone).text }}>
            <Icon name={verdictIcon[verdict.tone]} size="lg" aria-hidden />
            <Text element="h2" variant="h3" color="primary">
              {verdict.title}
            </Text>
          </div>
          <Text color="secondary">{verdict.detail}</Text>
          <BreakdownBar fleet={insights.fleet} selected={health} onSelect={onSelectHealth} />
        </div>
      </div>
      <div className={styles.tiles}>
        <StatTile
          name="Open incidents"
          value={openIncidentCount}
          note={acknowledgedCount > 0 ? `${acknowledgedCount} more acknowledged` : undefined}
          page="incidents"
          parameters={{ status: 'open' }}
        />
        <StatTile name="Open anomalies" value={openAnomalies} page="anomalies" />
        <StatTile
          name="Watched series"
          value={detection?.seriesCount ?? noValue}
          note={detection && `${countOf(detection.trainedSeriesCount, 'model')} trained`}
        />
        <StatTile
          name="Last scored"
          value={detection?.lastScoredAt ? <TimeText instant={detection.lastScoredAt} /> : noValue}
          note={
            detection?.lastTrainedAt ? (
              <>
                trained <TimeText instant={detection.lastTrainedAt} />
              </>
            ) : (
              'not trained yet'
            )
          }
        />
      </div>
    </section>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    frame: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1.2fr) minmax(0, 1fr)',
      gap: theme.spacing(3),
      alignItems: 'center',
      padding: theme.spacing(2),
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      '@container (max-width: 960px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    }),
    summary: css({
      display: 'flex',
      gap: theme.spacing(3),
      alignItems: 'center',
      '@container (max-width: 520px)': { flexDirection: 'column', alignItems: 'flex-start' },
    }),
    words: css({
      display: 'flex',
      flexDirection: 'column',
      flex: 1,
      gap: theme.spacing(1),
      minWidth: 0,
      width: '100%',
    }),
    title: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), '& h2': { margin: 0 } }),
    tiles: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))', gap: theme.spacing(1) }),
  };
}
