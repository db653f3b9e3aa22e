import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

interface Props {
  drawing: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
}

/** The frame that the empty, failing and not-configured pictures share. */
export function Picture({ drawing, title, children, actions, role = 'status' }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.frame} role={role}>
      <div className={styles.drawing} aria-hidden>
        {drawing}
      </div>
      <Text element="h2" variant="h4" textAlignment="center">
        {title}
      </Text>
      <div className={styles.text}>{children}</div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    frame: css({
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      width: '100%',
      padding: theme.spacing(5, 2),
    }),
    drawing: css({ width: 132, color: theme.colors.text.disabled, '& svg': { width: '100%', height: 'auto' } }),
    text: css({
      maxWidth: 620,
      textAlign: 'center',
      color: theme.colors.text.secondary,
      overflowWrap: 'anywhere',
      '& p': { margin: 0 },
      '& p + p': { marginTop: theme.spacing(1) },
    }),
    actions: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: theme.spacing(1) }),
  };
}
