import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getTableStyles(theme: GrafanaTheme2) {
  const narrow = `@container (max-width: 640px)`;
  return {
    table: css({
      width: '100%',
      borderCollapse: 'collapse',
      [narrow]: { display: 'block', '& > tbody': { display: 'block' } },
    }),
    stale: css({ opacity: 0.6 }),
    head: css({
      [narrow]: { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' },
    }),
    headCell: css({
      padding: theme.spacing(1, 2),
      textAlign: 'left',
      whiteSpace: 'nowrap',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    }),
    sortButton: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      padding: 0,
      border: 0,
      background: 'none',
      font: 'inherit',
      color: 'inherit',
      '&:hover': { color: theme.colors.text.primary },
    }),
    inactive: css({ opacity: 0.35 }),
    row: css({
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:last-child': { borderBottom: 0 },
      '&:hover': { background: theme.colors.action.hover },
      [narrow]: { display: 'flex', flexDirection: 'column', padding: theme.spacing(1, 2) },
    }),
    cell: css({
      padding: theme.spacing(1, 2),
      verticalAlign: 'middle',
      whiteSpace: 'nowrap',
      [narrow]: {
        display: 'flex',
        gap: theme.spacing(2),
        justifyContent: 'space-between',
        padding: theme.spacing(0.5, 0),
        textAlign: 'right',
        '&::before': {
          content: 'attr(data-label)',
          flexShrink: 0,
          color: theme.colors.text.secondary,
          fontSize: theme.typography.bodySmall.fontSize,
        },
      },
    }),
    end: css({ textAlign: 'right' }),
    grow: css({
      width: '100%',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
      [narrow]: { order: -1, textAlign: 'left', '&::before': { display: 'none' } },
    }),
  };
}
