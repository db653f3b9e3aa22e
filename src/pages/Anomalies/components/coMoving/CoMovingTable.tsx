import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import type { Correlation } from '@vigil/contract';
import React, { useState } from 'react';
import { DataTable } from '../../../../shared/components/DataTable';
import { EmptyPicture } from '../../../../shared/components/StatePictures';
import { formatDuration, toMs } from '../../../../shared/formatInstant';
import { countOf } from '../../../../shared/formatValue';
import { coMovingColumns } from './coMovingColumns';

const shownAtFirst = 10;

interface Props {
  correlation: Correlation;
  hasAnomaly: boolean;
  isStale: boolean;
}

export function CoMovingTable({ correlation, hasAnomaly, isStale }: Props) {
  const styles = useStyles2(getStyles);
  const [showsAll, setShowsAll] = useState(false);
  const { items, changedCount, comparedCount, notices } = correlation;
  const shown = showsAll ? items : items.slice(0, shownAtFirst);
  return (
    <>
      {notices.map((notice) => (
        <Alert key={notice} severity="warning" title="Not everything was compared">
          {notice}
        </Alert>
      ))}
      <p className={styles.summary}>{summaryOf(correlation)}</p>
      {items.length === 0 ? (
        <EmptyPicture title={comparedCount === 0 ? 'No series to compare' : 'Nothing changed in this window'}>
          {comparedCount === 0
            ? 'None of the watched series matches, or nothing has been watched yet.'
            : 'Every series that was compared behaved as it had before.'}
        </EmptyPicture>
      ) : (
        <DataTable
          caption="Series that changed in the window"
          columns={coMovingColumns(correlation, hasAnomaly)}
          rows={shown}
          rowKey={({ seriesKey }) => seriesKey}
          isStale={isStale}
        />
      )}
      <div className={styles.footer}>
        {!showsAll && items.length > shownAtFirst && (
          <Button size="sm" variant="secondary" onClick={() => setShowsAll(true)}>
            Show {items.length - shownAtFirst} more
          </Button>
        )}
        {changedCount > items.length && showsAll && (
          <span>
            The strongest {items.length} of {changedCount} are shown.
          </span>
        )}
      </div>
    </>
  );
}

function summaryOf({ window, baseline, changedCount, comparedCount }: Correlation): string {
  const length = ({ from, to }: Correlation['window']) => formatDuration(toMs(to) - toMs(from));
  const compared = `${changedCount} of ${countOf(comparedCount, 'series', 'series')} changed`;
  return `${compared}: ${length(window)} against the ${length(baseline)} before.`;
}

function getStyles(theme: GrafanaTheme2) {
  const small = { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize };
  return {
    summary: css({ ...small, margin: 0, padding: theme.spacing(0, 2, 1) }),
    footer: css({ ...small, padding: theme.spacing(1, 2), '&:empty': { display: 'none' } }),
  };
}
