import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

interface Props {
  /** In ascending order. */
  sensitivities: number[];
  chosen: number;
  onChange: (index: number) => void;
}

export function SensitivitySlider({ sensitivities, chosen, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>Sensitivity</label>
      <input
        id={id}
        type="range"
        min={0}
        max={sensitivities.length - 1}
        step={1}
        value={chosen}
        aria-valuetext={String(sensitivities[chosen])}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output htmlFor={id}>{sensitivities[chosen]}</output>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    slider: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      '& label': { margin: 0 },
      '& input': { width: 240, accentColor: theme.colors.primary.main },
      '& output': { minWidth: theme.spacing(5), fontVariantNumeric: 'tabular-nums' },
    }),
  };
}
