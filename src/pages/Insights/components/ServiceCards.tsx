import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ServiceSummary } from '@vigil/contract';
import React from 'react';
import { healthOrder } from '../../../shared/appearance';
import { ServiceCard } from './ServiceCard';

/** Services, those in trouble first. */
export function ServiceCards({ services }: { services: ServiceSummary[] }) {
  const styles = useStyles2(getStyles);
  const sorted = [...services].sort(
    (left, right) =>
      healthOrder.indexOf(left.health) - healthOrder.indexOf(right.health) || left.name.localeCompare(right.name)
  );
  return (
    <ul className={styles.grid}>
      {sorted.map((service) => (
        <ServiceCard key={service.name} service={service} />
      ))}
    </ul>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    grid: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
      gap: theme.spacing(1),
      margin: 0,
      listStyle: 'none',
    }),
  };
}
