import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** What is loading, for readers of the screen. */
  label: string;
  rows?: number;
  height?: number;
}

/** Bars in place of content that is on its way. */
export function Skeleton({ label, rows = 3, height = 32 }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.stack} role="status" aria-live="polite" aria-busy="true">
      <span className="sr-only">Loading {label}…</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.bar} style={{ height }} aria-hidden />
      ))}
    </div>
  );
}

const pulse = keyframes({ '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.45 } });

function getStyles(theme: GrafanaTheme2) {
  return {
    stack: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), width: '100%' }),
    bar: css({
      width: '100%',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      [theme.transitions.handleMotion('no-preference')]: { animation: `${pulse} 1.6s ease-in-out infinite` },
    }),
  };
}
