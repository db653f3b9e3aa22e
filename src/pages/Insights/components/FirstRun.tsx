import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ServiceStatus } from '@vigil/contract';
import React from 'react';
import { EmptyPicture } from '../../../shared/components/StatePictures';
import { countOf } from '../../../shared/formatValue';

interface Step {
  title: string;
  detail: string;
  isDone: boolean;
}

/** The page before there is anything to see: what has to happen, and how far it has come. */
export function FirstRun({ status }: { status: ServiceStatus | undefined }) {
  const styles = useStyles2(getStyles);
  return (
    <EmptyPicture title="Vigil is looking for services to watch">
      <ol className={styles.steps}>
        {stepsOf(status).map(({ title, detail, isDone }) => (
          <li key={title} className={styles.step}>
            <Icon
              name={isDone ? 'check-circle' : 'circle'}
              className={isDone ? styles.done : undefined}
              title={isDone ? 'Done' : 'To do'}
            />
            <div>
              <div className={styles.title}>{title}</div>
              <div>{detail}</div>
            </div>
          </li>
        ))}
      </ol>
    </EmptyPicture>
  );
}

function stepsOf(status: ServiceStatus | undefined): Step[] {
  const metrics = status?.components.find(({ name }) => name === 'metrics');
  const { seriesCount = 0, trainedSeriesCount = 0 } = status?.detection ?? {};
  return [
    {
      title: 'Read metrics',
      detail: metrics?.message ?? 'The Vigil service needs a metrics source.',
      isDone: metrics?.state === 'ok',
    },
    {
      title: 'Find services',
      detail:
        seriesCount > 0
          ? `${countOf(seriesCount, 'series', 'series')} found.`
          : 'Series with a service or job label are found by themselves, within a minute of the first sample.',
      isDone: seriesCount > 0,
    },
    {
      title: 'Learn what is usual',
      detail: `${trainedSeriesCount} of ${seriesCount} models are trained.`,
      isDone: seriesCount > 0 && trainedSeriesCount === seriesCount,
    },
  ];
}

function getStyles(theme: GrafanaTheme2) {
  return {
    steps: css({
      display: 'inline-flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      margin: 0,
      listStyle: 'none',
      textAlign: 'left',
    }),
    step: css({ display: 'flex', gap: theme.spacing(1) }),
    title: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
    done: css({ color: theme.colors.success.text }),
  };
}
