import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { countOf } from '../../../shared/formatValue';
import { cellColour } from './cellColour';

const samples: Array<{ text: string; share: number; peakScore: number }> = [
  { text: 'usual', share: 0, peakScore: 0 },
  { text: 'high, few series', share: 0.05, peakScore: 1 },
  { text: 'high, many', share: 1, peakScore: 1 },
  { text: 'critical, few series', share: 0.05, peakScore: 2 },
  { text: 'critical, many', share: 1, peakScore: 2 },
];

/** @param hidden how many groups the strip leaves out. */
export function HeatLegend({ hidden, by }: { hidden: number; by: 'service' | 'instance' }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div className={styles.legend}>
      {samples.map(({ text, share, peakScore }) => (
        <span key={text} className={styles.sample}>
          <i className={styles.swatch} style={{ background: cellColour(theme, share, peakScore) ?? undefined }} />
          {text}
        </span>
      ))}
      {hidden > 0 && <span className={styles.hidden}>and {countOf(hidden, `quieter ${by}`)}</span>}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    legend: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      marginTop: theme.spacing(1),
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    sample: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5) }),
    swatch: css({ width: 12, height: 12, border: `1px solid ${theme.colors.border.weak}` }),
    hidden: css({ marginLeft: 'auto' }),
  };
}
