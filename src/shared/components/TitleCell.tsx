import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** Undefined where there is no page of its own to lead to. */
  href: string | undefined;
  title: string;
  detail?: string;
}

/** The cell of a list that names its row and leads to it. */
export function TitleCell({ href, title, detail }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.cell}>
      {href === undefined ? (
        <span className={styles.title}>{title}</span>
      ) : (
        <a href={href} className={styles.title}>
          {title}
        </a>
      )}
      {detail !== undefined && <div className={styles.detail}>{detail}</div>}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    cell: css({ minWidth: 200 }),
    title: css({ fontWeight: theme.typography.fontWeightMedium, 'a&:hover': { textDecoration: 'underline' } }),
    detail: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
