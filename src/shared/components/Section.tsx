import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React, { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  count?: number;
  actions?: ReactNode;
  children: ReactNode;
  /** Without padding the content draws to the edges, as tables do, and scrolls sideways by keyboard too. */
  flush?: boolean;
}

/** A titled area of a page, drawn like a panel. */
export function Section({ title, count, actions, children, flush = false }: Props) {
  const styles = useStyles2(getStyles);
  const headingId = useId();
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <header className={styles.header}>
        <div id={headingId} className={styles.title}>
          <Text element="h2" variant="h6">
            {title}
          </Text>
        </div>
        {count !== undefined && <span className={styles.count}>{count}</span>}
        <div className={styles.actions}>{actions}</div>
      </header>
      <div className={flush ? styles.flush : styles.body} tabIndex={flush ? 0 : undefined}>
        {children}
      </div>
    </section>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    section: css({
      display: 'flex',
      flexDirection: 'column',
      minWidth: 0,
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
    }),
    header: css({
      display: 'flex',
      alignItems: 'center',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      minHeight: theme.spacing(5),
      padding: theme.spacing(0.5, 2),
    }),
    title: css({ '& h2': { margin: 0 } }),
    count: css({
      padding: theme.spacing(0, 0.75),
      borderRadius: theme.shape.radius.pill,
      background: theme.colors.background.secondary,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    actions: css({ flexWrap: 'wrap', marginLeft: 'auto', display: 'flex', gap: theme.spacing(1) }),
    body: css({ padding: theme.spacing(0.5, 2, 2) }),
    flush: css({ overflowX: 'auto' }),
  };
}
