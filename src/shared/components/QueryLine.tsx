import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  query: string;
  /** Undefined when there is no data source for it, or when the user may not explore. */
  explorePath?: string;
}

/** A query as text, to copy or to open in Explore. */
export function QueryLine({ query, explorePath }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.line}>
      <code className={styles.code} tabIndex={0} aria-label="Query">
        {query}
      </code>
      <ClipboardButton
        size="sm"
        variant="secondary"
        fill="text"
        icon="copy"
        getText={() => query}
        aria-label="Copy the query"
      />
      {explorePath !== undefined && (
        <LinkButton size="sm" variant="secondary" icon="compass" href={explorePath}>
          Explore
        </LinkButton>
      )}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
    code: css({
      flex: 1,
      minWidth: 0,
      padding: theme.spacing(0.5, 1),
      overflowX: 'auto',
      whiteSpace: 'pre',
      background: theme.colors.background.canvas,
      borderColor: theme.colors.border.weak,
      color: theme.colors.text.primary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
