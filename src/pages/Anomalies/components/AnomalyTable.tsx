import type { Anomaly, AnomalyPage } from '@vigil/contract';
import React from 'react';
import { anomalyStatusAppearance, severityAppearance } from '../../../shared/appearance';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { EmptyList } from '../../../shared/components/EmptyList';
import { ScoreBadge } from '../../../shared/components/ScoreBadge';
import { Section } from '../../../shared/components/Section';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { Pager } from '../../../shared/filters/Pager';
import { formatElapsed } from '../../../shared/formatInstant';
import { formatValue } from '../../../shared/formatValue';
import { anomalyPath } from '../../../shared/links';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';
import { AnomalyActions } from './AnomalyActions';

interface Props {
  page: AnomalyPage;
  filters: UrlFilters;
  sort: string;
  isStale: boolean;
}

const columns: Array<Column<Anomaly>> = [
  {
    id: 'severity',
    header: 'Severity',
    render: ({ severity }) => <ToneBadge appearance={severityAppearance[severity]} />,
  },
  {
    id: 'anomaly',
    header: 'Anomaly',
    grow: true,
    render: ({ id, service, detectorTitle, explanation }) => (
      <TitleCell href={anomalyPath(id)} title={`${service} · ${detectorTitle}`} detail={explanation.summary} />
    ),
  },
  { id: 'seen', header: 'Seen', align: 'end', render: ({ value, unit }) => formatValue(value, unit) },
  { id: 'expected', header: 'Expected', align: 'end', render: ({ expected, unit }) => formatValue(expected, unit) },
  {
    id: 'score',
    header: 'Peak score',
    align: 'end',
    sortKey: 'peakScore',
    render: ({ peakScore }) => <ScoreBadge score={peakScore} />,
  },
  {
    id: 'status',
    header: 'Status',
    render: ({ status }) => <ToneBadge appearance={anomalyStatusAppearance[status]} />,
  },
  {
    id: 'detected',
    header: 'Detected',
    sortKey: 'detectedAt',
    render: ({ detectedAt }) => <TimeText instant={detectedAt} />,
  },
  { id: 'lasting', header: 'Lasting', render: ({ onsetAt, endedAt }) => formatElapsed(onsetAt, endedAt) },
  { id: 'actions', header: 'Actions', render: (anomaly) => <AnomalyActions anomaly={anomaly} /> },
];

export function AnomalyTable({ page, filters, sort, isStale }: Props) {
  if (page.items.length === 0) {
    return (
      <EmptyList filters={filters} title="No anomalies in this time range">
        Every watched metric stayed within what was learned for it, or nothing has been learned yet.
      </EmptyList>
    );
  }
  return (
    <Section title="Anomalies" count={page.total} flush>
      <DataTable
        caption="Anomalies"
        columns={columns}
        rows={page.items}
        rowKey={({ id }) => id}
        isStale={isStale}
        sorting={{ value: sort, onChange: (value) => filters.set({ sort: value }) }}
      />
      <Pager filters={filters} total={page.total} shown={page.items.length} nextCursor={page.nextCursor} />
    </Section>
  );
}
