import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, useTheme2 } from '@grafana/ui';
import React from 'react';
import { toneColour, type Appearance } from '../appearance';

interface Props {
  appearance: Appearance;
  text?: string;
  tooltip?: string;
}

/** A coloured label that never relies on its colour alone: it always has an icon and words. */
export function ToneBadge({ appearance, text = appearance.text, tooltip }: Props) {
  const theme = useTheme2();
  const badge = (
    <span className={badgeStyle(theme, appearance)}>
      <Icon name={appearance.icon} size="sm" aria-hidden />
      {text}
    </span>
  );
  return tooltip === undefined ? badge : <Tooltip content={tooltip}>{badge}</Tooltip>;
}

function badgeStyle(theme: GrafanaTheme2, { tone }: Appearance): string {
  const colour = toneColour(theme, tone);
  return css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 0.75),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${tone === 'secondary' ? theme.colors.border.medium : colour.faint}`,
    background: colour.faint,
    color: tone === 'secondary' ? theme.colors.text.primary : colour.text,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    lineHeight: theme.typography.bodySmall.lineHeight,
    whiteSpace: 'nowrap',
  });
}
