import { LinkButton } from '@grafana/ui';
import type { CorrelatedSeries, Correlation } from '@vigil/contract';
import React from 'react';
import { exploreMetric } from '../../../../data/telemetryDataSources';
import type { Column } from '../../../../shared/components/DataTable';
import { Sparkline } from '../../../../shared/components/Sparkline';
import { TitleCell } from '../../../../shared/components/TitleCell';
import { toMs } from '../../../../shared/formatInstant';
import { labelWords, lagWords, levelWords, relativeWords } from './changeWords';
import { StrengthBar } from './StrengthBar';

export function coMovingColumns(
  { window, baseline, timestampsMs }: Correlation,
  hasAnomaly: boolean
): Array<Column<CorrelatedSeries>> {
  const windowStart = timestampsMs.indexOf(toMs(window.from));
  const range = { from: String(toMs(baseline.from)), to: String(toMs(window.to)) };
  const lag: Column<CorrelatedSeries> = { id: 'lag', header: 'Moved', render: lagWords };
  return [
    { id: 'strength', header: 'Change', render: (series) => <StrengthBar series={series} /> },
    {
      id: 'series',
      header: 'Series',
      grow: true,
      render: (series) => (
        <TitleCell
          href={undefined}
          title={`${series.service} · ${series.detectorTitle}`}
          detail={labelWords(series) || undefined}
        />
      ),
    },
    { id: 'level', header: 'Median before and in the window', align: 'end', render: levelWords },
    { id: 'relative', header: 'Difference', align: 'end', render: relativeWords },
    ...(hasAnomaly ? [lag] : []),
    {
      id: 'shape',
      header: 'Shape',
      render: ({ values }) => <Sparkline values={values} highlightFrom={windowStart} />,
    },
    { id: 'explore', header: 'Explore', render: ({ query }) => <ExploreLink href={exploreMetric(query, range)} /> },
  ];
}

function ExploreLink({ href }: { href: string | undefined }) {
  return href === undefined ? null : (
    <LinkButton size="sm" variant="secondary" fill="text" icon="compass" href={href}>
      Explore
    </LinkButton>
  );
}
