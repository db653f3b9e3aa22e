import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { rowHeightPx } from './heatRows';

export function getHeatStyles(theme: GrafanaTheme2) {
  const small = { fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary };
  return {
    strip: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(90px, 180px) minmax(0, 1fr)',
      columnGap: theme.spacing(1),
      rowGap: theme.spacing(0.5),
    }),
    labels: css({ display: 'flex', flexDirection: 'column', minWidth: 0 }),
    label: css({
      ...small,
      height: rowHeightPx,
      padding: 0,
      border: 0,
      background: 'none',
      lineHeight: `${rowHeightPx}px`,
      textAlign: 'right',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
    }),
    activeLabel: css({ color: theme.colors.text.primary }),
    plot: css({ position: 'relative', minWidth: 0, cursor: 'crosshair', touchAction: 'pan-y', userSelect: 'none' }),
    chosen: css({
      position: 'absolute',
      top: 0,
      bottom: 0,
      pointerEvents: 'none',
      border: `1px solid ${theme.colors.primary.border}`,
      background: theme.colors.primary.transparent,
    }),
    cursor: css({
      position: 'absolute',
      height: rowHeightPx - 1,
      pointerEvents: 'none',
      outline: `2px solid ${theme.colors.text.primary}`,
    }),
    tooltip: css({
      position: 'absolute',
      zIndex: theme.zIndex.tooltip,
      width: 'max-content',
      maxWidth: 320,
      padding: theme.spacing(0.5, 1),
      pointerEvents: 'none',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.elevated,
      boxShadow: theme.shadows.z3,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    tooltipLeft: css({ transform: 'translateX(-100%)' }),
    axis: css({ ...small, gridColumn: 2, display: 'flex', justifyContent: 'space-between' }),
  };
}
