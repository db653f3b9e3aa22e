import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, LinkButton, useStyles2 } from '@grafana/ui';
import type { Evidence } from '@vigil/contract';
import React from 'react';
import { exploreEvidence, exploreTrace } from '../../../data/telemetryDataSources';
import { QueryLine } from '../../../shared/components/QueryLine';
import { countOf } from '../../../shared/formatValue';

export function EvidenceCard({ evidence }: { evidence: Evidence }) {
  const styles = useStyles2(getStyles);
  const { title, finding, interesting, query, truncated, samples, service } = evidence;
  return (
    <article className={cx(styles.card, interesting && styles.interesting)}>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        {service !== null && <span className={styles.detail}>{service}</span>}
        <TraceLink evidence={evidence} />
      </div>
      <div>{finding}</div>
      {samples.length > 0 && (
        <details>
          <summary className={styles.detail}>{countOf(samples.length, 'sample')}</summary>
          <pre className={styles.samples} tabIndex={0}>
            {samples.join('\n')}
          </pre>
        </details>
      )}
      {truncated !== null && (
        <div className={styles.truncated}>
          <Icon name="exclamation-triangle" size="sm" aria-hidden /> {truncated}
        </div>
      )}
      {query !== '' && <QueryLine query={query} explorePath={exploreEvidence(evidence)} />}
    </article>
  );
}

function TraceLink({ evidence: { source, traceId, from, to } }: { evidence: Evidence }) {
  if (source === 'traces' || traceId === null) {
    return null;
  }
  const path = exploreTrace(traceId, { from: String(Date.parse(from)), to: String(Date.parse(to)) });
  return path === undefined ? null : (
    <LinkButton size="sm" variant="secondary" fill="text" icon="gf-traces" href={path}>
      Trace
    </LinkButton>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    card: css({
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
      padding: theme.spacing(1.5),
      minWidth: 0,
      borderLeft: `3px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      overflowWrap: 'anywhere',
    }),
    interesting: css({ borderLeftColor: theme.colors.warning.main }),
    head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
    title: css({ fontWeight: theme.typography.fontWeightMedium }),
    detail: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    truncated: css({ color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize }),
    samples: css({
      maxHeight: 240,
      margin: theme.spacing(1, 0, 0),
      overflow: 'auto',
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
