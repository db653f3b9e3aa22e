import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { Insights, ServiceHealth } from '@vigil/contract';
import React from 'react';
import { healthAppearance, healthOrder, toneColour } from '../../../shared/appearance';
import { countOf } from '../../../shared/formatValue';

interface Props {
  fleet: Insights['fleet'];
  /** The health that the services below are filtered by, empty for all. */
  selected: string;
  onSelect: (health: string) => void;
}

/** How many services are in which health; pressing one shows only those. */
export function BreakdownBar({ fleet, selected, onSelect }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const shares = healthOrder
    .map((health) => ({ health, count: fleet[health] ?? 0 }))
    .filter(({ count, health }) => count > 0 || health === selected);
  const toggle = (health: ServiceHealth) => onSelect(selected === health ? '' : health);
  return (
    <div>
      <div className={styles.bar} aria-hidden>
        {shares.map(({ health, count }) => (
          <div
            key={health}
            className={styles.part}
            style={{ flexGrow: count, background: toneColour(theme, healthAppearance[health].tone).main }}
            onClick={() => toggle(health)}
          />
        ))}
      </div>
      <div className={styles.legend} role="group" aria-label="Services by health">
        {shares.map(({ health, count }) => (
          <button
            key={health}
            type="button"
            className={cx(styles.entry, selected === health && styles.selected)}
            aria-pressed={selected === health}
            aria-label={`${healthAppearance[health].text}: ${countOf(count, 'service')}`}
            onClick={() => toggle(health)}
          >
            <Icon
              name={healthAppearance[health].icon}
              style={{ color: toneColour(theme, healthAppearance[health].tone).text }}
              aria-hidden
            />
            <strong>{count}</strong>
            {healthAppearance[health].text}
          </button>
        ))}
      </div>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    bar: css({
      display: 'flex',
      gap: 2,
      height: 12,
      overflow: 'hidden',
      borderRadius: theme.shape.radius.pill,
      background: theme.colors.background.secondary,
    }),
    part: css({ minWidth: 4, cursor: 'pointer' }),
    legend: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), marginTop: theme.spacing(1) }),
    entry: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      padding: theme.spacing(0.25, 1),
      border: '1px solid transparent',
      borderRadius: theme.shape.radius.pill,
      background: 'none',
      color: theme.colors.text.primary,
      '&:hover': { background: theme.colors.action.hover },
    }),
    selected: css({ borderColor: theme.colors.border.strong, background: theme.colors.action.selected }),
  };
}
