import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { Severity } from '@vigil/contract';
import React from 'react';
import { severityAppearance, toneColour } from '../../../shared/appearance';
import { TimeText } from '../../../shared/components/TimeText';

export interface Note {
  id: string;
  severity: Severity;
  title: string;
  detail: string;
  at: string;
  href: string | undefined;
}

/** Short messages under one another: insights, notifications. */
export function Notes({ notes }: { notes: Note[] }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <ul className={styles.list}>
      {notes.map(({ id, severity, title, detail, at, href }) => {
        const { icon, text, tone } = severityAppearance[severity];
        return (
          <li key={id} className={styles.note}>
            <Icon name={icon} style={{ color: toneColour(theme, tone).text }} title={text} />
            <div className={styles.words}>
              <div className={styles.head}>
                {href === undefined ? (
                  <span className={styles.title}>{title}</span>
                ) : (
                  <a className={styles.title} href={href}>
                    {title}
                  </a>
                )}
                <span className={styles.time}>
                  <TimeText instant={at} />
                </span>
              </div>
              <div className={styles.detail}>{detail}</div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function getStyles(theme: GrafanaTheme2) {
  const small = { fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary };
  return {
    list: css({ margin: 0, listStyle: 'none', maxHeight: 420, overflowY: 'auto' }),
    note: css({
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.colors.border.weak}`,
      '&:first-child': { borderTop: 0, paddingTop: 0 },
    }),
    words: css({ flex: 1, minWidth: 0 }),
    head: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
    title: css({
      fontWeight: theme.typography.fontWeightMedium,
      overflowWrap: 'anywhere',
      'a&:hover': { textDecoration: 'underline' },
    }),
    time: css(small),
    detail: css({ ...small, overflowWrap: 'anywhere' }),
  };
}
