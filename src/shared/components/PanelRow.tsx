import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { VizPanel } from '@grafana/scenes';
import { Alert, LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { canConfigure } from '../permissions';
import { addDataSourcePath } from '../plugin';

/** Panels side by side; without a data source to draw them from, how to get one. */
export function PanelRow({ panels }: { panels: VizPanel[] }) {
  const styles = useStyles2(getStyles);
  if (panels.length === 0) {
    return (
      <Alert severity="info" title="Charts need a Vigil data source">
        <p>
          Scores over time are read through a data source of the type Vigil, and there is none in this organization.
        </p>
        {canConfigure() && (
          <LinkButton variant="secondary" icon="plus" href={addDataSourcePath}>
            Add a Vigil data source
          </LinkButton>
        )}
      </Alert>
    );
  }
  return (
    <div className={styles.row}>
      {panels.map((panel) => (
        <div key={panel.state.key} className={styles.panel}>
          <panel.Component model={panel} />
        </div>
      ))}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    row: css({
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    }),
    panel: css({ position: 'relative', height: 300, minWidth: 0 }),
  };
}
