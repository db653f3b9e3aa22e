import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { AnomalyRate } from '@vigil/contract';
import React from 'react';
import { countOf } from '../../../shared/formatValue';
import { shareText } from '../heatStrip/cellText';

/** The fleet's rate as it is, as it was on average, and who contributes most. */
export function RateSummary({ rate: { fleet, groups } }: { rate: AnomalyRate }) {
  const styles = useStyles2(getStyles);
  const latest = fleet.shares.filter((share) => share !== null).at(-1) ?? 0;
  const worst = groups.find(({ meanShare }) => (meanShare ?? 0) > 0);
  return (
    <p className={styles.line}>
      <strong className={styles.latest}>{shareText(latest)}</strong> of {countOf(fleet.seriesCount, 'series', 'series')}{' '}
      {fleet.service === '' ? '' : `of ${fleet.service} `}anomalous lately, {shareText(fleet.meanShare ?? 0)} on average
      {worst !== undefined && `; most of all ${worst.instance ?? worst.service} (${shareText(worst.meanShare ?? 0)})`}.
    </p>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    line: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(1) }),
    latest: css({
      color: theme.colors.text.primary,
      fontSize: theme.typography.h4.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
  };
}
