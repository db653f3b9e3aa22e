import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Text, useStyles2 } from '@grafana/ui';
import type { Evidence } from '@vigil/contract';
import React from 'react';
import { countOf } from '../../../shared/formatValue';
import { EvidenceCard } from './EvidenceCard';
import { sourceWords, sourceOrder } from '../evidenceSources';

/** Evidence by source; in each, what stands out before what does not. */
export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const styles = useStyles2(getStyles);
  const groups = sourceOrder
    .map((source) => ({ source, items: evidence.filter((item) => item.source === source) }))
    .filter(({ items }) => items.length > 0);
  return (
    <div className={styles.groups}>
      {groups.map(({ source, items }) => {
        const interesting = items.filter((item) => item.interesting);
        const plain = items.filter((item) => !item.interesting);
        const { title, icon } = sourceWords[source];
        return (
          <section key={source} aria-label={title}>
            <div className={styles.head}>
              <Icon name={icon} aria-hidden />
              <Text element="h3" variant="body" weight="medium">
                {title}
              </Text>
            </div>
            {interesting.map((item) => (
              <EvidenceCard key={item.id} evidence={item} />
            ))}
            {plain.length > 0 && (
              <details>
                <summary className={styles.summary}>{countOf(plain.length, 'check')} without a finding</summary>
                {plain.map((item) => (
                  <EvidenceCard key={item.id} evidence={item} />
                ))}
              </details>
            )}
          </section>
        );
      })}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    groups: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
    head: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
      '& h3': { margin: 0 },
    }),
    summary: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(1) }),
  };
}
