import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Suspect } from '@vigil/contract';
import React from 'react';
import { toneColour, type Appearance } from '../appearance';
import { kindWords } from '../kinds';
import { pagePath } from '../links';
import { ToneBadge } from './ToneBadge';

const roleAppearance: Record<Suspect['role'], Appearance> = {
  cause: { text: 'Cause', tone: 'error', icon: 'crosshair' },
  affected: { text: 'Affected', tone: 'secondary', icon: 'arrow-from-right' },
};

/** What is held responsible, most likely first, and why. */
export function SuspectList({ suspects }: { suspects: Suspect[] }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <ol className={styles.list}>
      {suspects.map(({ service, kind, score, role, reasons }, index) => (
        <li key={`${service}-${kind}`} className={styles.suspect}>
          <span className={styles.rank}>{index + 1}</span>
          <div className={styles.words}>
            <div className={styles.head}>
              <a className={styles.service} href={pagePath('anomalies', { service })}>
                {service}
              </a>
              <span className={styles.kind}>{kindWords[kind]}</span>
              <ToneBadge appearance={roleAppearance[role]} />
              <span className={styles.score}>{score.toFixed(2)}</span>
            </div>
            <div className={styles.track} aria-hidden>
              <div
                className={styles.bar}
                style={{ width: `${score * 100}%`, background: toneColour(theme, roleAppearance[role].tone).main }}
              />
            </div>
            <ul className={styles.reasons}>
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ol>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), margin: 0, listStyle: 'none' }),
    suspect: css({ display: 'flex', gap: theme.spacing(1.5) }),
    rank: css({
      display: 'grid',
      placeItems: 'center',
      flexShrink: 0,
      width: 24,
      height: 24,
      borderRadius: theme.shape.radius.circle,
      background: theme.colors.background.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    words: css({ flex: 1, minWidth: 0 }),
    head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
    service: css({ fontWeight: theme.typography.fontWeightMedium, '&:hover': { textDecoration: 'underline' } }),
    kind: css({ color: theme.colors.text.secondary }),
    score: css({ marginLeft: 'auto', fontVariantNumeric: 'tabular-nums' }),
    track: css({
      height: 4,
      margin: theme.spacing(0.75, 0),
      borderRadius: theme.shape.radius.pill,
      background: theme.colors.background.secondary,
    }),
    bar: css({ height: '100%', borderRadius: theme.shape.radius.pill }),
    reasons: css({
      margin: 0,
      paddingLeft: theme.spacing(2),
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
