import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { VerdictRecord } from '@vigil/contract';
import React from 'react';
import { TimeText } from '../../../shared/components/TimeText';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { verdictWords } from '../verdictWords';

/** What was said, by whom and when; the newest first. */
export function VerdictHistory({ verdicts }: { verdicts: VerdictRecord[] }) {
  const styles = useStyles2(getStyles);
  if (verdicts.length === 0) {
    return <p className={styles.detail}>Nobody has said yet what this was. It is how Vigil learns what is worth it.</p>;
  }
  return (
    <ul className={styles.list} aria-label="Verdicts so far">
      {verdicts.map(({ verdict, note, actor, at }) => (
        <li key={at + actor}>
          <ToneBadge appearance={verdictWords[verdict]} /> {note}
          <div className={styles.detail}>
            {actor}, <TimeText instant={at} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), margin: 0, listStyle: 'none' }),
    detail: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
