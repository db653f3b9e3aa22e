import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { CorrelatedSeries } from '@vigil/contract';
import React from 'react';
import { formatShare } from '../../../../shared/formatValue';

export function StrengthBar({ series: { strength, distribution, level } }: { series: CorrelatedSeries }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.cell} title={`Distribution ${formatShare(distribution)}, level ${formatShare(level)}`}>
      <div className={styles.track} aria-hidden>
        <div className={styles.bar} style={{ width: `${strength * 100}%` }} />
      </div>
      <span>{formatShare(strength)}</span>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  const shape = { height: 6, borderRadius: theme.shape.radius.pill };
  return {
    cell: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), fontVariantNumeric: 'tabular-nums' }),
    track: css({ ...shape, width: 64, background: theme.colors.background.secondary }),
    bar: css({ ...shape, background: theme.colors.primary.main }),
  };
}
