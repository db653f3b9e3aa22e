import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { InvestigationStep } from '@vigil/contract';
import React from 'react';
import { toneColour, type Appearance } from '../../../shared/appearance';
import { formatElapsed } from '../../../shared/formatInstant';

const stepAppearance: Record<InvestigationStep['status'], Appearance> = {
  pending: { text: 'Waiting', tone: 'secondary', icon: 'circle' },
  running: { text: 'Running', tone: 'info', icon: 'spinner' },
  done: { text: 'Done', tone: 'success', icon: 'check-circle' },
  failed: { text: 'Failed', tone: 'error', icon: 'times-circle' },
  skipped: { text: 'Skipped', tone: 'secondary', icon: 'minus-circle' },
};

export function StepList({ steps }: { steps: InvestigationStep[] }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <ol className={styles.list}>
      {steps.map(({ name, status, message, startedAt, finishedAt }) => {
        const { icon, text, tone } = stepAppearance[status];
        return (
          <li key={name} className={styles.step}>
            <Icon name={icon} aria-hidden style={{ color: toneColour(theme, tone).text }} />
            <div className={styles.words}>
              <div className={styles.head}>
                <span aria-live="polite" aria-atomic>
                  <span className={styles.name}>{name}</span>
                  <span className="sr-only">: {text}</span>
                </span>
                {startedAt !== null && <span className={styles.detail}>{formatElapsed(startedAt, finishedAt)}</span>}
              </div>
              {message !== '' && <div className={styles.detail}>{message}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5), margin: 0, listStyle: 'none' }),
    step: css({ display: 'flex', gap: theme.spacing(1) }),
    name: css({ display: 'inline-block', '&::first-letter': { textTransform: 'uppercase' } }),
    words: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
    head: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
    detail: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
