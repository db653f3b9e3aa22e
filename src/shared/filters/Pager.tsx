import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { UrlFilters } from '../scenes/UrlFilters';

interface Props {
  filters: UrlFilters;
  total: number;
  shown: number;
  nextCursor: string | null;
}

export function Pager({ filters, total, shown, nextCursor }: Props) {
  const styles = useStyles2(getStyles);
  const { cursors } = filters.useState();
  if (cursors.length === 0 && nextCursor === null) {
    return (
      <div className={styles.pager}>
        {shown} of {total}
      </div>
    );
  }
  return (
    <nav className={styles.pager} aria-label="Pages">
      <span>
        Page {cursors.length + 1}, {total} in total
      </span>
      <Button
        size="sm"
        variant="secondary"
        icon="angle-left"
        disabled={cursors.length === 0}
        onClick={() => filters.showPreviousPage()}
      >
        Previous
      </Button>
      <Button
        size="sm"
        variant="secondary"
        icon="angle-right"
        iconPlacement="right"
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && filters.showNextPage(nextCursor)}
      >
        Next
      </Button>
    </nav>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    pager: css({
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 2),
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
