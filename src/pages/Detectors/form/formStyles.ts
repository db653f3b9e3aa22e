import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getFormStyles(theme: GrafanaTheme2) {
  return {
    grid: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
      gap: theme.spacing(2),
      alignItems: 'end',
    }),
    wide: css({ gridColumn: '1 / -1' }),
    legend: css({ margin: theme.spacing(0, 0, 1), ...theme.typography.bodySmall }),
    row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'end' }),
  };
}
