import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { AnomalyReport } from '@vigil/contract';
import React from 'react';

export function RecommendedActions({ actions }: { actions: AnomalyReport['recommendedActions'] }) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.list}>
      {actions.map(({ title, reason, runbookUrl }) => (
        <li key={title}>
          <div className={styles.title}>{title}</div>
          <div className={styles.reason}>Because {reason}.</div>
          {runbookUrl !== null && (
            <TextLink href={runbookUrl} external inline={false}>
              Runbook
            </TextLink>
          )}
        </li>
      ))}
    </ol>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      margin: 0,
      paddingLeft: theme.spacing(2.5),
    }),
    title: css({ fontWeight: theme.typography.fontWeightMedium }),
    reason: css({ color: theme.colors.text.secondary }),
  };
}
