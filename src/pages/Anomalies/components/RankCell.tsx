import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import type { OpenAnomaly } from '@vigil/contract';
import React from 'react';
import { countOf } from '../../../shared/formatValue';

/** How urgent an anomaly is, 0 to 100, and what makes it so. */
export function RankCell({ anomaly }: { anomaly: OpenAnomaly }) {
  const styles = useStyles2(getStyles);
  const { rank } = anomaly;
  return (
    <Tooltip content={<RankParts anomaly={anomaly} />} placement="right">
      <span className={styles.cell} tabIndex={0}>
        {Math.round(rank.total)}
        <span className={styles.track} aria-hidden>
          <span className={styles.bar} style={{ width: `${rank.total}%` }} />
        </span>
      </span>
    </Tooltip>
  );
}

function RankParts({ anomaly: { rank, openInService, callers } }: { anomaly: OpenAnomaly }) {
  return (
    <ul>
      <li>Severity: {rank.severity} of 40</li>
      <li>Score now: {rank.score} of 25</li>
      <li>Threshold and model agree: {rank.agreement} of 15</li>
      <li>Recency: {rank.recency} of 10</li>
      <li>
        Reach: {rank.reach} of 10 ({countOf(callers, 'calling service')},{' '}
        {countOf(openInService, 'open anomaly', 'open anomalies')} in the service)
      </li>
    </ul>
  );
}

function getStyles(theme: GrafanaTheme2) {
  const shape = { display: 'block', height: 4, borderRadius: theme.shape.radius.pill };
  return {
    cell: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      fontVariantNumeric: 'tabular-nums',
      fontWeight: theme.typography.fontWeightMedium,
    }),
    track: css({ ...shape, width: 40, background: theme.colors.background.secondary }),
    bar: css({ ...shape, background: theme.colors.primary.main }),
  };
}
