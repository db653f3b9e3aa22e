import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { formatShare } from '../formatValue';

export interface ShareItem {
  key: string;
  title: ReactNode;
  /** 0..1 */
  share: number;
  detail: ReactNode;
}

/** Parts of a whole as a list of bars, in the order given. */
export function ShareBars({ items, footer }: { items: ShareItem[]; footer: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <ul className={styles.list}>
        {items.map(({ key, title, share, detail }) => (
          <li key={key}>
            <div className={styles.line}>
              <span>{title}</span>
              <span>{formatShare(share)}</span>
            </div>
            <div className={styles.track} aria-hidden>
              <div className={styles.bar} style={{ width: `${share * 100}%` }} />
            </div>
            <div className={styles.detail}>{detail}</div>
          </li>
        ))}
      </ul>
      <p className={styles.detail}>{footer}</p>
    </>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), margin: 0, listStyle: 'none' }),
    line: css({ display: 'flex', justifyContent: 'space-between' }),
    track: css({ height: 6, borderRadius: theme.shape.radius.pill, background: theme.colors.background.secondary }),
    bar: css({ height: '100%', borderRadius: theme.shape.radius.pill, background: theme.colors.primary.main }),
    detail: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
