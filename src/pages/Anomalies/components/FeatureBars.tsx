import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Explanation } from '@vigil/contract';
import React from 'react';
import { formatShare } from '../../../shared/formatValue';

const significantDigits = 3;

/** How much each feature of the series explains of the score. */
export function FeatureBars({ explanation: { features, model } }: { explanation: Explanation }) {
  const styles = useStyles2(getStyles);
  const sorted = [...features].sort((left, right) => right.share - left.share);
  return (
    <>
      <ul className={styles.list}>
        {sorted.map(({ name, share, value, expected }) => (
          <li key={name}>
            <div className={styles.line}>
              <span>{name}</span>
              <span>{formatShare(share)}</span>
            </div>
            <div className={styles.track} aria-hidden>
              <div className={styles.bar} style={{ width: `${share * 100}%` }} />
            </div>
            <div className={styles.detail}>
              {numberText(value)} seen{expected !== null && `, ${numberText(expected)} expected`}
            </div>
          </li>
        ))}
      </ul>
      <p className={styles.detail}>Scored by {model}.</p>
    </>
  );
}

function numberText(value: number): string {
  return Number(value.toPrecision(significantDigits)).toString();
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), margin: 0, listStyle: 'none' }),
    line: css({ display: 'flex', justifyContent: 'space-between' }),
    track: css({ height: 6, borderRadius: theme.shape.radius.pill, background: theme.colors.background.secondary }),
    bar: css({ height: '100%', borderRadius: theme.shape.radius.pill, background: theme.colors.primary.main }),
    detail: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
