import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** The content of a page: areas under one another. Tables and cards inside measure their room by it. */
export function PageBody({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <div className={styles.body}>{children}</div>;
}

/** A wide and a narrow column, one under the other where there is no room. */
export function TwoColumns({ main, side }: { main: ReactNode; side: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.columns}>
      <div className={styles.column}>{main}</div>
      <div className={styles.column}>{side}</div>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  const column = { display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 } as const;
  return {
    body: css({ ...column, width: '100%', containerType: 'inline-size' }),
    column: css(column),
    columns: css({
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 2fr) minmax(300px, 1fr)',
      alignItems: 'start',
      '@container (max-width: 960px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    }),
  };
}
