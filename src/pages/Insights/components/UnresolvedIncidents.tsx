import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Incident } from '@vigil/contract';
import React from 'react';
import { incidentStatusAppearance, severityAppearance } from '../../../shared/appearance';
import { TimeText } from '../../../shared/components/TimeText';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { countOf } from '../../../shared/formatValue';
import { incidentPath } from '../../../shared/links';

export function UnresolvedIncidents({ incidents }: { incidents: Incident[] }) {
  const styles = useStyles2(getStyles);
  if (incidents.length === 0) {
    return <p className={styles.none}>No incident is unresolved.</p>;
  }
  return (
    <ul className={styles.list}>
      {incidents.map(({ id, number, title, severity, status, openedAt, service, affectedServices }) => (
        <li key={id} className={styles.incident}>
          <div className={styles.line}>
            <ToneBadge appearance={severityAppearance[severity]} />
            {status !== 'open' && <ToneBadge appearance={incidentStatusAppearance[status]} />}
            <span className={styles.time}>
              <TimeText instant={openedAt} />
            </span>
          </div>
          <a className={styles.title} href={incidentPath(id)}>
            #{number} {title}
          </a>
          <div className={styles.detail}>
            {service ?? 'no service held responsible yet'}, {countOf(affectedServices.length, 'service')} affected
          </div>
        </li>
      ))}
    </ul>
  );
}

function getStyles(theme: GrafanaTheme2) {
  const small = { fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary };
  return {
    none: css({ margin: 0, color: theme.colors.text.secondary }),
    list: css({ margin: 0, listStyle: 'none' }),
    incident: css({
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.colors.border.weak}`,
      '&:first-child': { borderTop: 0, paddingTop: 0 },
    }),
    line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginBottom: theme.spacing(0.5) }),
    time: css({ ...small, marginLeft: 'auto' }),
    title: css({ fontWeight: theme.typography.fontWeightMedium, '&:hover': { textDecoration: 'underline' } }),
    detail: css(small),
  };
}
