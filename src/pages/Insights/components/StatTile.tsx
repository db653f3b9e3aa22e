import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { pagePath, type PageName } from '../../../shared/links';

interface Props {
  name: string;
  value: ReactNode;
  note?: ReactNode;
  page?: PageName;
  parameters?: Record<string, string>;
}

/** One number with its name, which leads to the list that it counts. */
export function StatTile({ name, value, note, page, parameters }: Props) {
  const styles = useStyles2(getStyles);
  const content = (
    <>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{value}</span>
      {note !== undefined && <span className={styles.name}>{note}</span>}
    </>
  );
  return page === undefined ? (
    <div className={styles.tile}>{content}</div>
  ) : (
    <a className={cx(styles.tile, styles.link)} href={pagePath(page, parameters)}>
      {content}
    </a>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    tile: css({
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.25),
      padding: theme.spacing(1, 1.5),
      minHeight: 84,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
    }),
    link: css({ '&:hover': { background: theme.colors.emphasize(theme.colors.background.secondary, 0.03) } }),
    name: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    value: css({ fontSize: theme.typography.h4.fontSize, fontWeight: theme.typography.fontWeightMedium }),
  };
}
